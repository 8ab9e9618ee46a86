// Pluses of what this reader follows become checks, and a click on either changes it in place. Without this script each
// is a plain form that follows.
import { state } from "./state.js";

const form = document.getElementById("follow");

const mark = ({ topics, authors }) => {
  const followed = new Set([...topics.map((id) => `topic-${id}`), ...authors.map((id) => `author-${id}`)]);
  for (const button of document.querySelectorAll("[data-follow]")) {
    button.setAttribute("aria-pressed", String(followed.has(button.dataset.follow)));
  }
};

const nameOf = (button) => {
  const label = button.getAttribute("aria-label");
  const [before, after] = form.dataset.label.split("%");
  return label.startsWith(before) ? label.slice(before.length, label.length - after.length) : label;
};

const tell = (text) => {
  told.textContent = text;
};

const change = async (button) => {
  const leaves = button.getAttribute("aria-pressed") === "true";
  const undo = (why) => {
    button.setAttribute("aria-pressed", String(leaves));
    tell(why);
  };
  button.setAttribute("aria-pressed", String(!leaves));
  try {
    const answer = await fetch(leaves ? "/my-news/unfollow/" : "/my-news/follow/", {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ [button.name]: button.value }),
    });
    const said = await answer.json();
    if (!answer.ok) return undo(said.message);
    mark(said);
    tell((leaves ? form.dataset.left : form.dataset.followed).replace("%", nameOf(button)));
  } catch {
    undo(form.dataset.failed);
  }
};

const told = document.createElement("p");
told.className = "follow-told";
told.setAttribute("role", "status");

if (form) {
  form.after(told);
  for (const button of document.querySelectorAll("[data-follow]")) button.setAttribute("aria-pressed", "false");
  form.addEventListener("submit", (event) => {
    if (!event.submitter?.dataset.follow) return;
    event.preventDefault();
    change(event.submitter);
  });
}

const known = await state();
if (known) {
  mark(known);
  const place = document.querySelector("[data-strip]");
  if (place) {
    const strip = await fetch("/my-news/strip/").catch(() => null);
    if (strip?.status === 200) place.innerHTML = await strip.text(); // ours, and escaped by the template
  }
}
