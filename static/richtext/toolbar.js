// The row of buttons above the text. One of them can be reached by Tab, the arrows walk along; Alt+F10 leads here.
import { icon, make } from "./dom.js";

const mac = /Mac|iP(hone|ad)/.test(navigator.platform);
const named = (keys, names) =>
  keys
    .split("-")
    .map((key) => names[key] ?? key)
    .join("+");
const shown = (keys) => named(keys, mac ? { Mod: "⌘", Alt: "⌥", Shift: "⇧" } : { Mod: "Ctrl" });
const spoken = (keys) => named(keys, { Mod: mac ? "Meta" : "Control" });

const tool = (editor, { name, drawing, words, keys, press, active, enabled }) => {
  const button = make(
    "button",
    {
      type: "button",
      class: "body-tool",
      title: keys ? `${name} (${shown(keys)})` : name,
      "aria-label": name,
      "aria-keyshortcuts": keys ? spoken(keys) : null,
      "aria-pressed": active ? "false" : null,
      tabindex: -1,
    },
    drawing ? icon(drawing) : null,
    words ? make("span", {}, words) : null,
  );
  // A press must not take the selection away from the text.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") press(editor);
  });
  const show = () => {
    if (active) button.setAttribute("aria-pressed", String(Boolean(active(editor))));
    if (enabled) button.setAttribute("aria-disabled", String(!enabled(editor)));
  };
  return { button, show };
};

const bar = (editor, groups, label) => {
  const tools = groups.map((group) => group.map((definition) => tool(editor, definition)));
  const all = tools.flat();
  const dom = make(
    "div",
    { class: "body-toolbar", role: "toolbar", "aria-label": label },
    ...tools.map((group) => make("div", { class: "body-toolbar-group" }, ...group.map(({ button }) => button))),
  );
  const focus = (place) => {
    const buttons = all.map(({ button }) => button);
    const next = buttons[(place + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  };
  all[0].button.tabIndex = 0;
  dom.addEventListener("keydown", (event) => {
    const at = all.findIndex(({ button }) => button === document.activeElement);
    const forward = getComputedStyle(dom).direction === "rtl" ? -1 : 1;
    const next = { ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") editor.commands.focus();
    if (next === undefined) return;
    event.preventDefault();
    focus(next);
  });
  const enter = () => focus(all.findIndex(({ button }) => button.tabIndex === 0));
  return { dom, enter, show: () => all.forEach((one) => one.show()) };
};

export const addToolbar = (editor, { main, table }) => {
  const first = bar(editor, main, "Formatting");
  const second = bar(editor, table, "Table");
  const holder = make("div", { class: "body-toolbars" }, first.dom, second.dom);
  const show = () => {
    second.dom.hidden = !editor.isActive("table");
    first.show();
    if (!second.dom.hidden) second.show();
  };
  editor.view.dom.before(holder);
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.key !== "F10" || !event.altKey) return;
    event.preventDefault();
    first.enter();
  });
  editor.on("transaction", show);
  show();
};
