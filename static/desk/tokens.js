// Several names in one field, as chips with suggestions: a combobox (WAI-ARIA 1.2) beside a list of what is chosen.
// The input stays in the form and keeps the names with commas between them, so saving needs none of this.
import { make } from "../richtext/dom.js";
import { COMMAS, namesIn, same, tidy } from "./names.js";
import { Suggestions } from "./suggestions.js";

const PAUSE = 150; // milliseconds without a key before the desk is asked
let count = 0;

class Tokens {
  constructor(original) {
    this.original = original;
    this.source = original.dataset.tokens;
    this.isNewAllowed = original.dataset.new === "yes";
    this.most = Number(original.dataset.most) || Infinity; // the last chosen stay
    this.noun = original.dataset.noun ?? "author";
    this.isOrdered = !this.isNewAllowed && this.most > 1; // bylines sign in order; topics have none
    this.names = [];
    this.known = new Set(); // names that the desk has
    this.missing = new Set(); // chosen names that it has not
    this.build();
    this.listen();
    // What comes from the story itself is known; what was refused, or waits for its author, is asked about.
    if (!original.matches("[data-check]") && !document.querySelector("[data-complaints]"))
      for (const name of namesIn(original.value)) this.known.add(name);
    this.read();
  }

  build() {
    const id = this.original.id;
    const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
    const word = label?.textContent.replace(/:\s*$/, "").trim() ?? "Names";
    const key = `tokens-${++count}`;
    this.list = make("ul", { class: "tokens-list", "aria-label": word });
    this.popup = new Suggestions(`${key}-options`, word, (name) => this.add(name));
    this.status = make("p", { class: "visually-hidden", role: "status" });
    this.said = make("p", { class: "tokens-said", id: `${key}-said` });
    const described = [this.original.getAttribute("aria-describedby"), `${key}-how`, this.said.id].filter(Boolean).join(" ");
    this.input = make("input", {
      type: "text",
      class: "tokens-input",
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.popup.list.id,
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
    this.box = make("div", { class: "tokens" }, this.list, this.input, this.popup.list, make("p", { class: "visually-hidden", id: `${key}-how` }, how), this.status);
    this.original.after(this.box, this.said);
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
    this.list.addEventListener("click", (event) => {
      const chip = event.target.closest("button")?.closest("li");
      if (chip) this.remove([...this.list.children].indexOf(chip));
    });
    this.list.addEventListener("keydown", (event) => this.chipKey(event));
    this.box.addEventListener("click", (event) => {
      if (event.target === this.box) this.input.focus();
    });
    addEventListener("focus", () => this.lookAgain());
    this.original.addEventListener("change", () => this.read()); // text restored by keep.js
    this.original.form?.addEventListener("submit", () => this.add(this.input.value, { quietly: true }), { capture: true });
  }

  read() {
    const names = namesIn(this.original.value);
    if (names.join() === this.names.join()) return;
    this.names = names;
    this.draw();
    this.tellMissing();
  }

  // --- What is chosen ---

  draw() {
    this.list.replaceChildren(
      ...this.names.map((name) => {
        const remove = make("button", { type: "button", class: "token-remove", "aria-label": `Take off ${name}` }, "×");
        return make("li", { class: "token" }, make("span", { dir: "auto" }, name), remove);
      }),
    );
    this.flag();
  }

  // A chosen name that the desk has not is plainly so, until the story is saved or the name is added elsewhere.
  flag() {
    [...this.list.children].forEach((chip, place) => {
      chip.querySelector("em")?.remove();
      const isMissing = this.missing.has(this.names[place]);
      chip.classList.toggle(this.isNewAllowed ? "token--new" : "token--unknown", isMissing);
      if (isMissing) chip.firstChild.after(make("em", {}, this.isNewAllowed ? "new topic" : `no such ${this.noun}`));
    });
  }

  async tellMissing() {
    const tell = async (name) => {
      const answer = await this.look(name);
      const written = answer?.find((one) => same(one, name));
      if (!answer || written === name) return; // without an answer nothing is said
      if (written) this.write("", this.names.map((one) => (one === name ? written : one)));
      else this.missing.add(name);
    };
    const unsure = this.names.filter((one) => !this.known.has(one) && !this.missing.has(one));
    await Promise.all(unsure.map(tell));
    this.flag();
    const [missing] = this.names.filter((one) => this.missing.has(one));
    if (!missing) return;
    if (this.isNewAllowed) this.status.textContent = `${missing} is a new topic.`;
    else this.tellUnknown(missing);
  }

  // An author may have been added in another tab.
  async lookAgain() {
    if (this.isNewAllowed || !this.said.hasChildNodes()) return;
    this.missing.clear();
    await this.tellMissing();
    if (this.input.value) this.addKnown(this.input.value);
    else if (!this.missing.size) this.said.replaceChildren();
  }

  write(said, names = this.names) {
    this.names = [...new Set(names)];
    if (!this.input.value && !this.names.some((name) => this.missing.has(name))) this.said.replaceChildren();
    this.original.value = this.names.join(", ");
    this.draw();
    this.original.dataset.changed = "yes";
    this.original.dispatchEvent(new Event("input", { bubbles: true }));
    if (said) this.status.textContent = said;
  }

  add(typed, { quietly = false } = {}) {
    const names = namesIn(typed);
    this.input.value = "";
    this.said.replaceChildren();
    this.close();
    const fresh = names.filter((name) => !this.names.some((one) => same(one, name)));
    if (fresh.length) {
      const all = [...this.names, ...fresh].slice(-this.most);
      this.write(quietly ? "" : `${fresh.join(", ")} added. ${all.length} in all.`, all);
      if (!quietly) this.tellMissing();
    } else if (names.length && !quietly) this.status.textContent = `${names[0]} stands there already.`;
  }

  // A name that must be known: what was typed in another case is written as the desk has it. Says whether it was found.
  async addKnown(typed) {
    const name = tidy(typed);
    if (!name) return true;
    const offered = this.popup.names;
    const answer = offered.some((one) => same(one, name)) ? offered : await this.look(name);
    const found = answer?.find((one) => same(one, name));
    if (found) this.add(found);
    else if (answer) this.tellUnknown(name);
    return Boolean(found);
  }

  tellUnknown(name) {
    const { add } = this.original.dataset;
    const sentence = `No ${this.noun} is called “${name}”.`;
    if (this.said.textContent.startsWith(sentence)) return; // the link may be under the pointer just now
    const link = add && make("a", { href: `${add}?${new URLSearchParams({ name })}`, target: "_blank", rel: "noopener" });
    link?.append(`Add the ${this.noun}`);
    this.said.replaceChildren(...(link ? [`${sentence} `, link, ", or correct the name."] : [`${sentence} Correct the name.`]));
    this.status.textContent = this.said.textContent;
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
    const { isOpen, names, marked } = this.popup;
    if ((key === "ArrowDown" || key === "ArrowUp") && !event.altKey) {
      event.preventDefault();
      this.popup.step(key === "ArrowDown", this.input);
    } else if (key === "Enter") {
      event.preventDefault(); // never the form's
      if (marked) this.add(marked);
      else if (this.isNewAllowed) this.add(this.input.value);
      else if (isOpen && names.length === 1) this.add(names[0]);
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
    this.said.replaceChildren();
    if (COMMAS.test(typed)) {
      const rest = typed.split(COMMAS);
      const last = rest.pop().trimStart();
      const unknown = [];
      if (this.isNewAllowed) this.add(rest.join(","));
      else for (const name of rest) if (!(await this.addKnown(name))) unknown.push(tidy(name));
      this.input.value = [...unknown, last].filter(Boolean).join(", ");
      if (unknown.length) return;
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
    const names = (await this.look(words)) ?? []; // signed out, or no network: names can still be typed
    return names.filter((name) => !this.names.some((one) => same(one, name)));
  }

  async look(words) {
    try {
      const answer = await fetch(`${this.source}?${new URLSearchParams({ q: words })}`, { headers: { Accept: "application/json" } });
      const { names } = await answer.json();
      for (const name of names) this.known.add(name);
      return names;
    } catch {
      return null;
    }
  }

  open(names) {
    this.popup.open(names, this.input);
    this.status.textContent = names.length
      ? `${names.length} ${names.length === 1 ? "suggestion" : "suggestions"}.`
      : this.isNewAllowed ? "A new topic." : `No ${this.noun} of that name.`;
  }

  close() {
    clearTimeout(this.pause);
    this.popup.close(this.input);
  }
}

for (const original of document.querySelectorAll("input[data-tokens]")) new Tokens(original);
