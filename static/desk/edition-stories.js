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
  }

  equip(item) {
    item.draggable = true;
    const headline = item.querySelector("b").textContent;
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
    pressed?.focus();
    this.changed(`Number ${this.place(item)}.`);
  }

  remove(item) {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    const headline = item.querySelector("b").textContent;
    item.remove();
    (next?.querySelector("button") ?? document.querySelector("#id_add_story"))?.focus();
    this.changed(`${headline} is out.`);
  }

  add(story) {
    if (this.list.querySelector(`input[value="${story.id}"]`)) {
      this.status.textContent = `${story.headline} is in it already.`;
      return;
    }
    const item = document.createElement("li");
    item.innerHTML = '<input type="hidden"><span class="edition-grip" aria-hidden="true">⠿</span><span class="edition-story"><b dir="auto"></b><span class="edition-facts"></span></span>';
    Object.assign(item.querySelector("input"), { name: this.name, value: story.id });
    item.querySelector("b").textContent = story.headline;
    item.querySelector(".edition-facts").textContent = [story.state, story.when].filter(Boolean).join(", ");
    this.list.append(item);
    this.equip(item);
    this.changed(`${story.headline} is the last.`);
  }

  place(item) {
    return [...this.list.children].indexOf(item) + 1;
  }

  changed(words) {
    this.none.hidden = this.list.children.length > 0;
    this.status.textContent = words;
    this.list.closest("form")?.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

for (const box of document.querySelectorAll("[data-edition-stories]")) new EditionStories(box);
