// Asks the editor for a few words in a modal dialog.
import { button, make } from "./dom.js";

let count = 0;

// Stands outside of the page's form, whose submit button Enter would otherwise press.
export const openDialog = (title, classname, ...children) => {
  const heading = `body-dialog-${++count}`;
  const dialog = make(
    "dialog",
    { class: `body-dialog ${classname}`, "aria-labelledby": heading },
    make(
      "header",
      { class: "body-dialog-head" },
      make("h2", { id: heading }, title),
      button("Close", () => dialog.close(), { class: "body-button body-dialog-close" }),
    ),
    ...children,
  );
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  return dialog;
};

// Resolves with the fields' values, with {other: true} when the other button was pressed, or with null.
export const ask = ({ title, submit, other = "", fields }) =>
  new Promise((resolve) => {
    const known = fields.filter(Boolean);
    const form = make("form", { method: "dialog", class: "body-dialog-form", novalidate: true });
    const controls = known.map((field) => addField(form, field));
    form.append(
      make(
        "div",
        { class: "body-dialog-buttons" },
        make("button", { class: "body-button body-button--first" }, submit),
        other ? button(other, () => finish({ other: true })) : null,
      ),
    );
    const dialog = openDialog(title, "body-dialog--ask", form);
    const finish = (answer) => {
      resolve(answer);
      dialog.close();
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const refused = controls.find((control) => control.refusal());
      if (refused) refused.input.focus();
      else finish(Object.fromEntries(controls.map(({ input }) => [input.name, input.value])));
    });
    dialog.addEventListener("close", () => resolve(null));
    controls[0].input.focus();
    controls[0].input.select();
  });

const addField = (form, { name, label, value, hint = "", required = false, inputmode = "text", tell, refuse }) => {
  const id = `body-field-${++count}`;
  const input = make("input", {
    id,
    name,
    type: "text",
    inputmode,
    autocomplete: "off",
    required,
    "aria-describedby": `${id}-say`,
  });
  input.value = value ?? "";
  const say = make("p", { id: `${id}-say`, class: "body-dialog-say", role: "status" }, hint);
  form.append(make("label", { for: id }, label), input, say);
  const speak = (words, isWrong) => {
    say.textContent = words || hint;
    say.classList.toggle("is-wrong", isWrong);
    if (isWrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  input.addEventListener("input", () => speak(tell?.(input.value) ?? "", false));
  if (input.value && tell) speak(tell(input.value), false);
  const refusal = () => {
    const words = required && !input.value.trim() ? "Write the address here." : (refuse?.(input.value) ?? "");
    if (words) speak(words, true);
    return words;
  };
  return { input, refusal };
};
