// The stories of an edition: dragged, moved by buttons, taken out, and added by a search of headlines.
const button = (words, sign, does) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "desk-button";
  made.innerHTML = '<span aria-hidden="true"></span><span class="visually-hidden"></span>';
  made.firstChild.textContent = sign;
  made.lastChild.textContent = words;
  made.addEventListener("click", does);
  return made;
};

class EditionStories {
  constructor(box) {
    this.box = box;
    this.name = box.dataset.editionStories;
    this.list = box.querySelector("ol");
    this.none = box.querySelector(".edition-none");
    this.status = box.querySelector("[role=status]");
    for (const item of this.list.children) this.equip(item);
    this.list.addEventListener("dragover", (event) => this.over(event));
    this.list.addEventListener("drop", (event) => event.preventDefault());
    box.addEventListener("story-chosen", (event) => {
      event.preventDefault();
      this.add(event.detail);
    });
    box.addEventListener("keep:restore", ({ detail }) => this.restore(detail));
  }

  equip(item) {
    item.draggable = true;
    const headline = this.headline(item);
    const tools = document.createElement("span");
    tools.className = "edition-tools";
    tools.append(
      button(`Up: ${headline}`, "↑", () => this.move(item, -1)),
      button(`Down: ${headline}`, "↓", () => this.move(item, 1)),
      button(`Take out: ${headline}`, "×", () => this.remove(item)),
    );
    item.append(tools);
    item.addEventListener("dragstart", (event) => {
      this.dragged = item;
      item.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", headline);
    });
    item.addEventListener("dragend", () => {
      item.classList.remove("is-dragged");
      this.dragged = undefined;
      this.changed(`${headline} is number ${this.place(item)}.`);
    });
  }

  over(event) {
    if (!this.dragged) return;
    event.preventDefault();
    const under = event.target.closest("li");
    if (!under || under === this.dragged) return;
    const { top, height } = under.getBoundingClientRect();
    if (event.clientY > top + height / 2) under.after(this.dragged);
    else under.before(this.dragged);
  }

  move(item, step) {
    const to = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!to) return;
    const pressed = document.activeElement;
    if (step < 0) to.before(item);
    else to.after(item);
    // The first has no way up and the last none down.
    const stays = [pressed, ...item.querySelectorAll("button")].find((one) => one?.checkVisibility({ visibilityProperty: true }));
    stays?.focus();
    this.changed(`${this.headline(item)} is number ${this.place(item)} of ${this.list.children.length}.`);
  }

  remove(item) {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    (next?.querySelector("button") ?? document.querySelector("#id_add_story"))?.focus();
    this.changed(`${this.headline(item)} is out.`);
  }

  add(story) {
    if (this.list.querySelector(`input[value="${story.id}"]`)) {
      this.status.textContent = `${story.headline} is in it already.`;
      return;
    }
    this.list.append(this.item(story));
    this.changed(`${story.headline} is the last.`);
  }

  // As keep.js kept them: a number and a headline.
  restore(kept) {
    const known = new Map([...this.list.children].map((item) => [item.dataset.kept, item]));
    this.list.replaceChildren(
      ...kept.map((one) => {
        const [, id, headline] = one.match(/^(\d+) (.*)$/s);
        return known.get(one) ?? this.item({ id, headline });
      }),
    );
    this.changed("The stories stand as they were kept.");
  }

  item(story) {
    const item = document.createElement("li");
    item.dataset.kept = `${story.id} ${story.headline}`;
    item.innerHTML = '<input type="hidden"><span class="edition-grip" aria-hidden="true">⠿</span><span class="edition-story"><b dir="auto"></b><span class="edition-facts"></span></span>';
    Object.assign(item.querySelector("input"), { name: this.name, value: story.id });
    item.querySelector("b").textContent = story.headline;
    item.querySelector(".edition-facts").textContent = [story.state, story.when].filter(Boolean).join(", ");
    this.equip(item);
    return item;
  }

  headline(item) {
    return item.querySelector("b").textContent;
  }

  place(item) {
    return [...this.list.children].indexOf(item) + 1;
  }

  changed(words) {
    this.none.hidden = this.list.children.length > 0;
    this.status.textContent = words;
    this.box.dataset.changed = "yes";
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

for (const box of document.querySelectorAll("[data-edition-stories]")) new EditionStories(box);
