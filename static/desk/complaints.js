// After a refused save the summary is read first. Its links, like those to what a story lacks, lead into fields that
// scripts have replaced.
const summary = document.querySelector("[data-complaints]");

const focusable = (field) => {
  if (!field.hidden && field.offsetParent !== null) return field;
  const row = field.closest(".form-row") ?? document;
  return row.querySelector("[contenteditable=true], button:not([hidden]), input:not([hidden])") ?? field;
};

if (summary) {
  summary.focus({ preventScroll: true });
  summary.scrollIntoView({ block: "start" });
}
for (const links of document.querySelectorAll("[data-field-links]")) {
  links.addEventListener("click", (event) => {
    const id = event.target.closest("a")?.hash.slice(1);
    const field = id && document.getElementById(id);
    if (!field) return;
    event.preventDefault();
    const target = focusable(field);
    target.focus();
    target.scrollIntoView({ block: "center" });
  });
}
