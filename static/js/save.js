// The ribbons that save a story show whether it is saved, and a click changes it in place. Without this script each is
// a plain form that saves.
import { state } from "./state.js";

const form = document.getElementById("save");
const isPressed = (button) => button.getAttribute("aria-pressed") === "true";
const press = (id, pressed) => {
  for (const button of form.elements) if (button.value === id) button.setAttribute("aria-pressed", String(pressed));
};

export const markSaved = (saved) => {
  const ids = new Set(saved.map(String));
  for (const button of form?.elements ?? []) {
    if (button.name === "article") button.setAttribute("aria-pressed", String(ids.has(button.value)));
  }
};

if (form) {
  const told = document.createElement("p");
  // Beside a button of its own the form says what became of a click; ribbons of cards show it, and it is read out.
  told.className = form.querySelector("button") ? "follow-told" : "visually-hidden";
  told.setAttribute("role", "status");
  form.after(told);

  // One after the other: what is saved may be in a cookie, and each answer writes all of it.
  let turn = Promise.resolve();

  const change = (button) => {
    const leaves = isPressed(button);
    press(button.value, !leaves);
    const send = async () => {
      try {
        const answer = await fetch(leaves ? "/saved/remove/" : "/saved/add/", {
          method: "POST",
          headers: { Accept: "application/json" },
          body: new URLSearchParams({ article: button.value }),
        });
        if (!answer.ok) throw new Error(String(answer.status));
        told.textContent = leaves ? form.dataset.left : form.dataset.kept;
      } catch {
        press(button.value, leaves);
        told.textContent = form.dataset.failed;
      }
    };
    turn = turn.then(send);
  };

  markSaved([]);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "article") return;
    event.preventDefault();
    change(event.submitter);
  });
  const known = await state();
  if (known) markSaved(known.saved);
}
