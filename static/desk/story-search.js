// Finds a story by words of its headline: a combobox over the input that holds the story's number.
const PAUSE = 150; // milliseconds without a key before the desk is asked

class StorySearch {
  constructor(row) {
    this.source = row.dataset.storySearch;
    this.number = row.querySelector("input");
    this.active = -1;
    this.stories = [];
    this.build(row);
    this.listen();
  }

  build(row) {
    const { id } = this.number;
    this.number.id = `${id}_number`;
    this.number.hidden = true;
    row.querySelector(".help")?.remove();
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: `${id}_options`, className: "story-search-options", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Stories");
    this.input = document.createElement("input");
    Object.assign(this.input, { id, type: "text", autocomplete: "off", placeholder: "Words of the headline", dir: "auto" });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id })) {
      this.input.setAttribute(name, value);
    }
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.number.after(this.input, this.list, this.status);
    if (this.number.value) this.input.value = this.number.dataset.headline || `Story ${this.number.value}`;
  }

  listen() {
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("focus", () => this.input.value || this.typed());
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && this.stories.length) {
      event.preventDefault();
      this.mark((this.active + steps[event.key] + this.stories.length) % this.stories.length);
    } else if (event.key === "Enter") {
      event.preventDefault(); // it would send the whole form
      if (!this.list.hidden) this.choose(Math.max(this.active, 0));
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  typed() {
    this.number.value = "";
    clearTimeout(this.pause);
    this.pause = setTimeout(async () => {
      const words = this.input.value;
      try {
        const answer = await fetch(`${this.source}?${new URLSearchParams({ q: words })}`, { headers: { Accept: "application/json" } });
        const { stories } = await answer.json();
        if (this.input.value === words && document.activeElement === this.input) this.open(stories);
      } catch {
        this.status.textContent = "The desk does not answer. Try it again.";
      }
    }, PAUSE);
  }

  open(stories) {
    this.stories = stories;
    this.list.replaceChildren(
      ...stories.map((story, place) => {
        const option = document.createElement("li");
        option.id = `${this.list.id}-${place}`;
        option.setAttribute("role", "option");
        const headline = document.createElement("b");
        headline.dir = "auto";
        headline.textContent = story.headline;
        option.append(headline, [story.state, story.when].filter(Boolean).join(", "));
        return option;
      }),
    );
    this.list.hidden = !stories.length;
    this.input.setAttribute("aria-expanded", String(stories.length > 0));
    const isInVain = !stories.length && this.input.value.trim() !== "";
    this.status.textContent = isInVain ? "No story has these words." : `${stories.length} ${stories.length === 1 ? "story" : "stories"} found.`;
    this.status.classList.toggle("visually-hidden", !isInVain);
    this.mark(-1);
  }

  mark(place) {
    this.active = place;
    [...this.list.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === place));
      if (index === place) option.scrollIntoView({ block: "nearest" });
    });
    if (place >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${place}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  choose(place) {
    const story = this.stories[place];
    if (!story) return;
    this.number.value = story.id;
    this.input.value = story.headline;
    this.status.textContent = `${story.headline} chosen.`;
    this.close();
    const chosen = new CustomEvent("story-chosen", { bubbles: true, cancelable: true, detail: story });
    // Who takes it at once, as a list does, cancels it: the field is free for the next.
    if (!this.input.dispatchEvent(chosen)) this.input.value = this.number.value = "";
  }

  close() {
    clearTimeout(this.pause);
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const row of document.querySelectorAll("[data-story-search]")) new StorySearch(row);
