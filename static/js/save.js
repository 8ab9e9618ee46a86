// The button that saves a story shows whether it is saved, and a click changes it in place. Without this script it is a
// plain form that saves.
import { state } from "./state.js";

const form = document.getElementById("save");

if (form) {
  const button = form.querySelector("button");
  const told = document.createElement("p");
  told.className = "follow-told";
  told.setAttribute("role", "status");
  form.after(told);
  const mark = (saved) => button.setAttribute("aria-pressed", String(saved.includes(Number(button.value))));
  const isSaved = () => button.getAttribute("aria-pressed") === "true";

  const change = async () => {
    const leaves = isSaved();
    try {
      const answer = await fetch(leaves ? "/saved/remove/" : "/saved/add/", {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams({ article: button.value }),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      mark((await answer.json()).saved);
      told.textContent = isSaved() ? form.dataset.kept : form.dataset.left;
    } catch {
      told.textContent = form.dataset.failed;
    }
  };

  mark([]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    change();
  });
  const known = await state();
  if (known) mark(known.saved);
}
