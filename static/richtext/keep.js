// Keeps what is typed in a form, in this browser, until it is saved: after a crash or a lost connection it is offered
// again. Hangs on `form[data-keep]`, whose value may name the object's version (else the field `seen_version` does);
// the body editor's own form is always watched. Loaded on the desk's other pages too, it sees there that a save worked.
import { button, make } from "./dom.js";

const EVERY = 2000; // milliseconds
const FORGET_AFTER = 14 * 24 * 3600 * 1000;
const PREFIX = "keep:";
const SENT = "keep-sent";
const TEXT = "textarea, select, input:not([type=hidden], [type=file], [type=password], [type=submit], [type=button])";

const REFUSED = ".errornote, .errorlist, .complaints, .differences, .messagelist .error";

const storage = (work) => {
  try {
    return work();
  } catch {
    return null; // storage is full or forbidden: there is nothing to keep, and nothing to say
  }
};

const fieldsOf = (form) =>
  [...form.querySelectorAll(TEXT)].filter(
    (field) => field.name && !field.disabled && !field.closest("dialog, .selector, .actions"),
  );
const read = (field) => {
  if (field.bodyHTML) return field.bodyHTML(); // the editor's, as it writes it
  if (field.type === "checkbox" || field.type === "radio") return field.checked;
  return field.multiple ? [...field.selectedOptions].map(({ value }) => value) : field.value;
};
const nameOf = (field) => (field.type === "radio" ? `${field.name}=${field.value}` : field.name);
const textOf = (form) => Object.fromEntries(fieldsOf(form).map((field) => [nameOf(field), read(field)]));

const write = (field, value) => {
  if (field.type === "checkbox" || field.type === "radio") field.checked = value;
  else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
  else field.value = value;
  if (field.dataset.bodyEditor) field.dispatchEvent(new CustomEvent("body:replace", { detail: value }));
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
};

class Keeper {
  constructor(form) {
    this.form = form;
    const version = form.dataset.keep || form.elements.seen_version?.value || "";
    this.base = `${PREFIX}${location.pathname}#`;
    this.key = `${this.base}${version}`;
    this.opened = JSON.stringify(textOf(form));
    this.written = this.opened;
    // What was sent and came back with errors is in the form already.
    if (!document.querySelector(REFUSED)) {
      this.setAside();
      this.offerNext();
    }
    this.begin();
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      this.keep();
      storage(() => sessionStorage.setItem(SENT, this.key));
    });
  }

  begin() {
    this.timer = setInterval(() => this.keep(), EVERY);
    addEventListener("pagehide", () => this.keep());
  }

  keep() {
    const now = JSON.stringify(textOf(this.form));
    if (now === this.written) return;
    this.written = now;
    if (now === this.opened) storage(() => localStorage.removeItem(this.key));
    else storage(() => localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), text: JSON.parse(now) })));
  }

  // What was kept before this form was opened moves aside, so that typing on never overwrites it.
  setAside() {
    storage(() => {
      const kept = localStorage.getItem(this.key);
      if (!kept) return;
      localStorage.setItem(`${this.key}~${JSON.parse(kept).at}`, kept);
      localStorage.removeItem(this.key);
    });
  }

  // The newest unsaved text of this address, of this or an earlier version of the story, which is not in the form.
  next() {
    const aside = Object.keys(localStorage).filter((one) => one.startsWith(this.base) && one !== this.key);
    const found = aside.map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
    return found
      .filter(({ text }) => text && JSON.stringify({ ...textOf(this.form), ...text }) !== this.opened)
      .sort((one, other) => other.at - one.at)[0];
  }

  offerNext() {
    const kept = storage(() => this.next());
    if (kept) this.offer(kept);
  }

  offer({ key, at, text }) {
    const then = new Date(at);
    const isToday = then.toDateString() === new Date().toDateString();
    const when = then.toLocaleString(document.documentElement.lang || undefined, {
      ...(isToday ? {} : { dateStyle: "medium" }),
      timeStyle: "short",
    });
    const answer = (work) => () => {
      storage(() => localStorage.removeItem(key));
      note.remove();
      work();
      this.offerNext();
    };
    const restore = answer(() => {
      const typed = textOf(this.form);
      for (const field of fieldsOf(this.form)) if (nameOf(field) in text) write(field, text[nameOf(field)]);
      // What was typed since the form was opened makes way for the older text, and is offered in its turn.
      const now = Date.now();
      if (JSON.stringify(typed) !== this.opened)
        storage(() => localStorage.setItem(`${this.key}~${now}`, JSON.stringify({ at: now, text: typed })));
    });
    const note = make(
      "div",
      { class: "keep-offer", role: "region", "aria-label": "Unsaved text" },
      make("p", {}, `You have unsaved text from ${when}.`),
      button("Restore it", restore, { class: "body-button body-button--first" }),
      button("Discard", answer(() => {})),
    );
    this.form.before(note);
  }
}

const watched = new WeakSet();

export const watch = (form) => {
  if (watched.has(form)) return;
  watched.add(form);
  new Keeper(form);
};

// A page of the desk that reports something other than an error, after a form was sent from this tab, has saved it.
const forgetSaved = () => {
  const sent = storage(() => sessionStorage.getItem(SENT));
  const saved = document.querySelector(".messagelist li:not(.error)") && !document.querySelector(REFUSED);
  if (!sent || !saved) return;
  storage(() => localStorage.removeItem(sent));
  storage(() => sessionStorage.removeItem(SENT));
};

const forgetOld = () =>
  storage(() => {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
      if (Date.now() - (JSON.parse(localStorage.getItem(key))?.at ?? 0) > FORGET_AFTER) localStorage.removeItem(key);
    }
  });

forgetSaved();
forgetOld();
for (const form of document.querySelectorAll("form[data-keep]")) watch(form);
