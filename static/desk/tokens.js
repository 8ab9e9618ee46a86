// Several names in one field, as chips with suggestions: a combobox (WAI-ARIA 1.2) beside a list of what is chosen.
// The input stays in the form and keeps the names with commas between them, so saving needs none of this.
const COMMAS = /[,،、，;\n]/;
const PAUSE = 150; // milliseconds without a key before the desk is asked
let count = 0;

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};
const tidy = (name) => name.split(/\s+/).filter(Boolean).join(" ");
const same = (one, other) => one.localeCompare(other, undefined, { sensitivity: "accent" }) === 0;

class Tokens {
  constructor(original) {
    this.original = original;
    this.source = original.dataset.tokens;
    this.isNewAllowed = original.dataset.new === "yes";
    this.isOrdered = !this.isNewAllowed; // bylines sign in order; topics have none
    this.names = [];
    this.options = [];
    this.active = -1;
    this.build();
    this.listen();
    this.read();
  }

  build() {
    const id = this.original.id;
    const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
    const word = label?.textContent.replace(/:\s*$/, "").trim() ?? "Names";
    const key = `tokens-${++count}`;
    this.list = make("ul", { class: "tokens-list", "aria-label": word });
    this.popup = make("ul", { class: "tokens-options", id: `${key}-options`, role: "listbox", "aria-label": word });
    this.popup.hidden = true;
    this.status = make("p", { class: "visually-hidden", role: "status" });
    const described = [this.original.getAttribute("aria-describedby"), `${key}-how`].filter(Boolean).join(" ");
    this.input = make("input", {
      type: "text",
      class: "tokens-input",
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.popup.id,
      "aria-describedby": described,
      autocomplete: "off",
      spellcheck: "false",
      dir: "auto",
    });
    if (this.original.getAttribute("aria-invalid")) this.input.setAttribute("aria-invalid", "true");
    const how = `${this.isNewAllowed ? "Enter or a comma adds what you typed" : "Enter or a comma adds a name"}; Backspace takes the last one off${this.isOrdered ? "; Alt with an arrow moves one" : ""}.`;
    this.original.hidden = true;
    this.original.id = `${id}_names`;
    this.input.id = id; // the label, and links to the field, lead to what is typed into
    this.box = make("div", { class: "tokens" }, this.list, this.input, this.popup, make("p", { class: "visually-hidden", id: `${key}-how` }, how), this.status);
    this.original.after(this.box);
  }

  listen() {
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("input", (event) => {
      event.stopPropagation(); // a half-typed name is not a change of the form yet
      this.typed();
    });
    this.input.addEventListener("change", (event) => event.stopPropagation());
    this.input.addEventListener("blur", () => {
      if (this.isNewAllowed) this.add(this.input.value);
      else this.addKnown(this.input.value);
      this.close();
    });
    this.popup.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the input
    this.popup.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.add(option.dataset.name);
    });
    this.list.addEventListener("click", (event) => {
      const chip = event.target.closest("button")?.closest("li");
      if (chip) this.remove([...this.list.children].indexOf(chip));
    });
    this.list.addEventListener("keydown", (event) => this.chipKey(event));
    this.box.addEventListener("click", (event) => {
      if (event.target === this.box) this.input.focus();
    });
    this.original.addEventListener("change", () => this.read()); // text restored by keep.js
    this.original.form?.addEventListener("submit", () => this.add(this.input.value, { quietly: true }), { capture: true });
  }

  read() {
    const names = this.original.value.split(COMMAS).map(tidy).filter(Boolean);
    if (names.join() === this.names.join()) return;
    this.names = names;
    this.draw();
  }

  // --- What is chosen ---

  draw() {
    this.list.replaceChildren(
      ...this.names.map((name) => {
        const remove = make("button", { type: "button", class: "token-remove", "aria-label": `Take off ${name}` }, "×");
        return make("li", { class: "token" }, make("span", { dir: "auto" }, name), remove);
      }),
    );
  }

  write(said) {
    this.original.value = this.names.join(", ");
    this.draw();
    this.original.dataset.changed = "yes";
    this.original.dispatchEvent(new Event("input", { bubbles: true }));
    if (said) this.status.textContent = said;
  }

  add(typed, { quietly = false } = {}) {
    const names = typed.split(COMMAS).map(tidy).filter(Boolean);
    this.input.value = "";
    this.close();
    const fresh = names.filter((name) => !this.names.some((one) => same(one, name)));
    if (fresh.length) {
      this.names.push(...fresh);
      this.write(quietly ? "" : `${fresh.join(", ")} added. ${this.names.length} in all.`);
    } else if (names.length && !quietly) this.status.textContent = `${names[0]} stands there already.`;
  }

  // A name that must be known: what was typed in another case is written as the desk has it.
  async addKnown(typed) {
    const name = tidy(typed);
    if (!name) return;
    const found = this.options.find((one) => same(one, name)) ?? (await this.ask(name)).find((one) => same(one, name));
    if (found) this.add(found);
    else this.status.textContent = `No author is called ${name}.`;
  }

  remove(place) {
    const [name] = this.names.splice(place, 1);
    if (name === undefined) return;
    this.write(`${name} taken off. ${this.names.length} left.`);
    (this.list.children[Math.min(place, this.names.length - 1)]?.querySelector("button") ?? this.input).focus();
  }

  move(place, step) {
    const to = place + step;
    if (to < 0 || to >= this.names.length) return;
    const [name] = this.names.splice(place, 1);
    this.names.splice(to, 0, name);
    this.write(`${name} is number ${to + 1} of ${this.names.length}.`);
    this.list.children[to].querySelector("button").focus();
  }

  chipKey(event) {
    const chips = [...this.list.children];
    const place = chips.indexOf(event.target.closest("li"));
    const forward = getComputedStyle(this.box).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && event.altKey && this.isOrdered) {
      event.preventDefault();
      this.move(place, event.key.startsWith("ArrowL") || event.key.startsWith("ArrowR") ? (event.key === forward ? 1 : -1) : step);
    } else if (step) {
      event.preventDefault();
      (chips[place + step]?.querySelector("button") ?? (step > 0 ? this.input : event.target)).focus();
    } else if (event.key === "Backspace" || event.key === "Delete") {
      event.preventDefault();
      this.remove(place);
    }
  }

  // --- What is suggested ---

  key(event) {
    if (event.isComposing) return;
    const { key } = event;
    const isOpen = !this.popup.hidden;
    if ((key === "ArrowDown" || key === "ArrowUp") && !event.altKey) {
      event.preventDefault();
      if (isOpen) this.mark((this.active + (key === "ArrowDown" ? 1 : this.active < 0 ? 0 : -1) + this.options.length) % this.options.length);
    } else if (key === "Enter") {
      event.preventDefault(); // never the form's
      if (this.active >= 0) this.add(this.options[this.active]);
      else if (this.isNewAllowed) this.add(this.input.value);
      else if (isOpen && this.options.length === 1) this.add(this.options[0]);
      else this.addKnown(this.input.value);
    } else if (key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (key === "Backspace" && !this.input.value && this.names.length) {
      event.preventDefault();
      const name = this.names.pop();
      this.write(`${name} taken off. ${this.names.length} left.`);
    } else if (key === "ArrowLeft" && !this.input.value && this.names.length) {
      this.list.lastElementChild.querySelector("button").focus();
    }
  }

  async typed() {
    clearTimeout(this.pause);
    if (/^\s/.test(this.input.value)) this.input.value = this.input.value.trimStart(); // the blank after a comma
    const typed = this.input.value;
    if (COMMAS.test(typed)) {
      const rest = typed.split(COMMAS);
      const last = rest.pop();
      if (this.isNewAllowed) this.add(rest.join(","));
      else for (const name of rest) await this.addKnown(name);
      this.input.value = last.trimStart();
    }
    const words = tidy(this.input.value);
    if (!words) {
      this.close();
      return;
    }
    this.pause = setTimeout(async () => {
      const found = await this.ask(words);
      if (tidy(this.input.value) === words && document.activeElement === this.input) this.open(found);
    }, PAUSE);
  }

  async ask(words) {
    try {
      const answer = await fetch(`${this.source}?${new URLSearchParams({ q: words })}`, { headers: { Accept: "application/json" } });
      const { names } = await answer.json();
      return names.filter((name) => !this.names.some((one) => same(one, name)));
    } catch {
      return []; // signed out, or no network: names can still be typed
    }
  }

  open(names) {
    this.options = names;
    this.popup.replaceChildren(
      ...names.map((name, place) => {
        const option = make("li", { role: "option", id: `${this.popup.id}-${place}`, "aria-selected": "false", dir: "auto" }, name);
        option.dataset.name = name;
        return option;
      }),
    );
    this.popup.hidden = !names.length;
    this.input.setAttribute("aria-expanded", String(names.length > 0));
    this.mark(-1);
    this.status.textContent = names.length
      ? `${names.length} ${names.length === 1 ? "suggestion" : "suggestions"}.`
      : this.isNewAllowed ? "A new topic." : "Nobody of that name.";
  }

  mark(place) {
    this.active = place;
    [...this.popup.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === place));
      if (index === place) option.scrollIntoView({ block: "nearest" });
    });
    if (place >= 0) this.input.setAttribute("aria-activedescendant", `${this.popup.id}-${place}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.pause);
    this.options = [];
    this.popup.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const original of document.querySelectorAll("input[data-tokens]")) new Tokens(original);
