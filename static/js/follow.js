// Pluses of what this reader follows become checks, and a click on either changes it in place. Without this script each
// is a plain form that follows.
import { markSaved } from "./save.js";
import { state } from "./state.js";

const buttons = () => document.querySelectorAll("[data-follow]");
const isPressed = (button) => button.getAttribute("aria-pressed") === "true";

const press = (what, pressed) => {
  for (const button of buttons()) if (button.dataset.follow === what) button.setAttribute("aria-pressed", String(pressed));
};

const mark = ({ topics, authors }) => {
  const followed = new Set([...topics.map((id) => `topic-${id}`), ...authors.map((id) => `author-${id}`)]);
  for (const button of buttons()) button.setAttribute("aria-pressed", String(followed.has(button.dataset.follow)));
};

const nameOf = (button, form) => {
  const label = button.getAttribute("aria-label");
  const [before, after] = form.dataset.label.split("%");
  return label.startsWith(before) ? label.slice(before.length, label.length - after.length) : label;
};

// One after the other: what is followed may be in a cookie, and each answer writes all of it.
let turn = Promise.resolve();
let waiting = 0;

const change = (button, form) => {
  const told = form.told;
  const what = button.dataset.follow;
  const leaves = isPressed(button);
  const send = async () => {
    try {
      const answer = await fetch(leaves ? "/my-news/unfollow/" : "/my-news/follow/", {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams({ [button.name]: button.value }),
      });
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.message);
      if (waiting === 1) mark(said); // clicks that wait still are not in this answer
      told.textContent = (leaves ? form.dataset.left : form.dataset.followed).replace("%", nameOf(button, form));
    } catch (error) {
      press(what, leaves);
      told.textContent = error.name === "Error" ? error.message : form.dataset.failed;
    }
    waiting -= 1;
  };
  press(what, !leaves);
  waiting += 1;
  turn = turn.then(send);
};

for (const form of document.querySelectorAll("form[data-followed]")) {
  form.told = document.createElement("p");
  form.told.className = "follow-told";
  form.told.setAttribute("role", "status");
  form.after(form.told);
  form.addEventListener("submit", (event) => {
    if (!event.submitter?.dataset.follow) return;
    event.preventDefault();
    change(event.submitter, form);
  });
}
for (const button of buttons()) button.setAttribute("aria-pressed", "false");

const known = await state();
if (known) {
  mark(known);
  const place = document.querySelector("[data-strip]");
  if (place) {
    const strip = await fetch("/my-news/strip/").catch(() => null);
    if (strip?.status === 200) {
      place.innerHTML = await strip.text(); // ours, and escaped by the template
      markSaved(known.saved);
    }
  }
}
