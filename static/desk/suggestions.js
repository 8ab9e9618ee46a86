// The list under a combobox: names to choose from with the arrow keys or the pointer, while the focus stays in the input.
import { make } from "../richtext/dom.js";

export class Suggestions {
  constructor(id, word, choose) {
    this.list = make("ul", { class: "tokens-options", id, role: "listbox", "aria-label": word, hidden: true });
    this.names = [];
    this.active = -1;
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the input
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(this.names[[...this.list.children].indexOf(option)]);
    });
  }

  get isOpen() {
    return !this.list.hidden;
  }

  // The name that the arrow keys have marked.
  get marked() {
    return this.names[this.active];
  }

  open(names, input) {
    this.names = names;
    const option = (name, place) =>
      make("li", { role: "option", id: `${this.list.id}-${place}`, "aria-selected": "false", dir: "auto" }, name);
    this.list.replaceChildren(...names.map(option));
    this.list.hidden = !names.length;
    input.setAttribute("aria-expanded", String(names.length > 0));
    this.mark(-1, input);
  }

  step(forward, input) {
    if (!this.isOpen) return;
    const from = this.active < 0 && !forward ? 0 : this.active;
    this.mark((from + (forward ? 1 : -1) + this.names.length) % this.names.length, input);
  }

  mark(place, input) {
    this.active = place;
    [...this.list.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === place));
      if (index === place) option.scrollIntoView({ block: "nearest" });
    });
    if (place >= 0) input.setAttribute("aria-activedescendant", `${this.list.id}-${place}`);
    else input.removeAttribute("aria-activedescendant");
  }

  close(input) {
    this.names = [];
    this.active = -1;
    this.list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
}
