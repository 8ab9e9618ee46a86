// Keeps what is typed in a form, in this browser, until it is saved: after a crash or a lost connection it is offered
// again. Hangs on `form[data-keep]`, whose value may name the object's version (else the field `seen_version` does);
// the body editor's own form is always watched. Loaded on the desk's other pages too, it sees there that a save worked.
// Each opening of a form keeps a copy of its own, `keep:<path>#<version>@<opening>`, so that two tabs never share one.
import { isContained } from "./contained.js";
import { button, make } from "./dom.js";

const EVERY = 2000; // milliseconds
const FORGET_AFTER = 14 * 24 * 3600 * 1000;
const PREFIX = "keep:";
const SENT = "keep-sent";
const OPENED = "keep-opened";
const LAST_SAVE = "last-save:"; // with the path of a form: when this browser last saved it, in milliseconds
const TEXT = "textarea, select, input:not([type=hidden], [type=file], [type=password], [type=submit], [type=button])";
const LIST = "[data-keep-list]"; // things in an order: each says in `data-kept` what it is; `keep:restore` puts them back

const SAVED_SINCE = "It was saved again after that: before this text is stored, you are shown what differs.";
const COMPARED = "Before it is stored, you are shown what differs.";
const REFUSED = ".errornote, .errorlist, .complaints, .differences, .messagelist .error";

const storage = (work) => {
  try {
    return work();
  } catch {
    return null; // storage is full or forbidden: there is nothing to keep, and nothing to say
  }
};

const nameOf = (field) => field.dataset.keepList ?? (field.type === "radio" ? `${field.name}=${field.value}` : field.name);
const fieldsOf = (form) =>
  [...form.querySelectorAll(`${TEXT}, ${LIST}`)].filter(
    (field) => nameOf(field) && !field.disabled && !field.closest("dialog, .selector, .actions"),
  );
const read = (field) => {
  if (field.dataset.keepList) return [...field.querySelectorAll("[data-kept]")].map(({ dataset }) => dataset.kept);
  if (field.bodyHTML) return field.bodyHTML(); // the editor's, as it writes it
  if (field.type === "checkbox" || field.type === "radio") return field.checked;
  return field.multiple ? [...field.selectedOptions].map(({ value }) => value) : field.value;
};
const textOf = (form, by = read) => Object.fromEntries(fieldsOf(form).map((field) => [nameOf(field), by(field)]));

// As the page came: a quick hand, or a browser that fills in what stood there before a reload, is earlier than a script.
const came = (field) => {
  if (field.dataset.keepList || field.bodyHTML) return read(field);
  if (field.type === "checkbox" || field.type === "radio") return field.defaultChecked;
  if (!field.options) return field.defaultValue;
  const chosen = [...field.options].filter((option) => option.defaultSelected).map(({ value }) => value);
  return field.multiple ? chosen : (chosen.at(-1) ?? field.options[0]?.value ?? "");
};

const write = (field, value) => {
  if (field.dataset.keepList) return void field.dispatchEvent(new CustomEvent("keep:restore", { detail: value }));
  if (field.type === "checkbox" || field.type === "radio") field.checked = value;
  else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
  else field.value = value;
  if (field.dataset.bodyEditor) field.dispatchEvent(new CustomEvent("body:replace", { detail: value }));
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
};

// Two texts of the same minute are told apart by their seconds.
const clock = (at, isOfSeveral) => {
  const then = new Date(at);
  const isToday = then.toDateString() === new Date().toDateString();
  return then.toLocaleString(document.documentElement.lang || undefined, {
    ...(isToday ? {} : { dateStyle: "medium" }),
    timeStyle: isOfSeveral ? "medium" : "short",
  });
};

// `crypto.randomUUID` is missing on plain http.
const OPENING = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
const EARLIER = storage(() => sessionStorage.getItem(OPENED)); // in this tab, as before a reload

const pathOf = (key) => key.slice(PREFIX.length, key.indexOf("#"));
const versionOf = (key) => key.slice(key.indexOf("#") + 1).split(/[@~]/)[0];
const openingOf = (key) => key.split("@")[1]?.split("~")[0];

// The copy of what was sent, when this page is the answer to it: a browser says from where it was asked.
const answered = () => {
  const sent = storage(() => sessionStorage.getItem(SENT));
  const isAnswer = sent && (!document.referrer || new URL(document.referrer).pathname === pathOf(sent));
  return isAnswer ? sent : null;
};

// The forms that stand open in other tabs: what they keep is theirs to answer for. A lock ends with its tab, even if
// that crashes; browsers know none on plain http, and there every copy is offered.
const openElsewhere = async () => {
  const held = await navigator.locks?.query().catch(() => null);
  const openings = (held?.held ?? []).map(({ name }) => name.slice(PREFIX.length));
  return new Set(openings.filter((one) => one !== OPENING && one !== EARLIER));
};

class Keeper {
  constructor(form) {
    this.form = form;
    this.base = `${PREFIX}${location.pathname}#`;
    this.opened = form.dataset.keep || form.elements.seen_version?.value || "";
    this.version = this.opened;
    this.saved = JSON.stringify(textOf(form, came));
    this.written = this.saved;
    storage(() => sessionStorage.setItem(OPENED, OPENING));
    navigator.locks?.request(`${PREFIX}${OPENING}`, () => new Promise(() => {})).catch(() => null);
    if (document.querySelector(REFUSED)) this.takeOver();
    else this.offerNext();
    storage(() => sessionStorage.removeItem(SENT));
    this.begin();
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      this.keep();
      storage(() => sessionStorage.setItem(SENT, this.key));
    });
  }

  // The version that the text is based on, and not the one that stands in the story by now.
  get key() {
    return `${this.base}${this.version}@${OPENING}`;
  }

  begin() {
    this.timer = setInterval(() => this.keep(), EVERY);
    addEventListener("pagehide", () => this.keep());
  }

  keep() {
    const now = JSON.stringify(textOf(this.form));
    storage(() => {
      if (now === this.saved) localStorage.removeItem(this.key);
      else if (now !== this.written || !(this.key in localStorage)) this.put(this.key, JSON.parse(now));
    });
    this.written = now;
  }

  put(key, text) {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), text }));
  }

  // What was sent and came back, with errors or beside a colleague's words, is in the form and not saved. It stays based
  // on the version it was typed in, so that it is compared once more should it be left here and restored another day.
  takeOver() {
    const sent = answered();
    if (!sent?.startsWith(this.base)) return;
    this.version = versionOf(sent);
    this.saved = null;
    storage(() => localStorage.removeItem(sent)); // first, as there may be no room for both
    this.keep();
  }

  // The unsaved texts of this address, of this or an earlier version of the story, the newest first. What is in the form
  // as it was opened has been saved after all; what this person wrote before a save of theirs, if that holds its words.
  unsaved(elsewhere) {
    const copies = Object.keys(localStorage)
      .filter((key) => key.startsWith(this.base) && key !== this.key && !elsewhere.has(openingOf(key)))
      .map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
    const opened = textOf(this.form);
    const saved = this.saved && JSON.parse(this.saved);
    const isSaved = ({ text, at }) =>
      !text ||
      JSON.stringify({ ...opened, ...text }) === this.saved ||
      (at < this.lastSave && saved && isContained(text, saved));
    for (const { key } of copies.filter(isSaved)) localStorage.removeItem(key);
    return copies.filter((copy) => !isSaved(copy)).sort((one, other) => other.at - one.at);
  }

  get lastSave() {
    return Number(storage(() => localStorage.getItem(LAST_SAVE + location.pathname)));
  }

  // Says whether there was anything left to offer.
  async offerNext(discarded = 0) {
    const elsewhere = await openElsewhere();
    const copies = storage(() => this.unsaved(elsewhere)) ?? [];
    if (copies.length) this.offer(copies[0], discarded + 1, discarded + copies.length);
    return copies.length > 0;
  }

  offer({ key, at, text }, number, count) {
    const answer = (work, discarded) => async () => {
      storage(() => localStorage.removeItem(key));
      note.remove();
      work();
      if (await this.offerNext(discarded)) this.form.previousElementSibling.focus(); // it looks much like the one before
    };
    const isOlder = at < this.lastSave;
    const isOfAnotherVersion = this.form.elements.seen_version && versionOf(key) !== this.opened;
    const when = clock(at, count > 1);
    const said = [
      isOlder ? `You have older text from ${when}, which was never saved` : `You have unsaved text from ${when}`,
      count > 1 ? ` (${number} of ${count})` : "",
      isOlder ? `; you saved here at ${clock(this.lastSave, count > 1)}.` : ".",
      isOfAnotherVersion ? ` ${isOlder ? COMPARED : SAVED_SINCE}` : "",
    ];
    const note = make(
      "div",
      { class: `keep-offer${isOlder ? " keep-offer--older" : ""}`, role: "region", "aria-label": "Unsaved text", tabindex: -1 },
      make("p", {}, said.join("")),
      button("Restore it", answer(() => this.restore(versionOf(key), text)), {
        class: `body-button${isOlder ? "" : " body-button--first"}`,
      }),
      button("Discard", answer(() => {}, number)),
    );
    this.form.before(note);
  }

  restore(version, text) {
    const typed = textOf(this.form);
    for (const field of fieldsOf(this.form)) if (nameOf(field) in text) write(field, text[nameOf(field)]);
    storage(() => {
      localStorage.removeItem(this.key);
      // What was typed since the form was opened makes way for the older text, and is offered in its turn.
      if (JSON.stringify(typed) !== this.saved) this.put(`${this.key}~${Date.now()}`, typed);
    });
    // The save says which version these words were typed in, and the desk compares them with what was saved since.
    this.version = version;
    if (this.form.elements.seen_version) this.form.elements.seen_version.value = version;
    this.keep();
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
  const sent = answered();
  const saved = document.querySelector(".messagelist li:not(.error)") && !document.querySelector(REFUSED);
  if (!sent || !saved) return;
  storage(() => localStorage.removeItem(sent));
  // What is typed into a form that adds is another thing each time, and no older version of what was saved.
  if (!pathOf(sent).endsWith("/add/")) storage(() => localStorage.setItem(LAST_SAVE + pathOf(sent), Date.now()));
  storage(() => sessionStorage.removeItem(SENT));
};

const forgetOld = () =>
  storage(() => {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
      if (Date.now() - (JSON.parse(localStorage.getItem(key))?.at ?? 0) > FORGET_AFTER) localStorage.removeItem(key);
    }
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(LAST_SAVE))) {
      if (Date.now() - Number(localStorage.getItem(key)) > FORGET_AFTER) localStorage.removeItem(key);
    }
  });

forgetSaved();
forgetOld();
for (const form of document.querySelectorAll("form[data-keep]")) watch(form);
