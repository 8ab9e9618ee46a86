// Asks before a changed form is left that is, or holds, a `[data-warn]`. Ctrl+S (⌘S) saves.
const warn = (form) => {
  let isSaving = false;
  let isChanged = Boolean(document.querySelector("[data-complaints]")); // what was refused is not saved either
  // The first moments belong to scripts that set fields up.
  const note = ({ isTrusted, target }) => {
    isChanged ||= isTrusted || Boolean(target.dataset.changed || target.dataset.bodyEditor);
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", (event) => {
    isSaving = !event.defaultPrevented;
  });
  addEventListener("pageshow", () => {
    isSaving = false;
  });
  addEventListener("beforeunload", (event) => {
    if (isChanged && !isSaving) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const save = form.querySelector("[data-save]");
    if (!save || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    form.requestSubmit(save);
  });
};

for (const mark of document.querySelectorAll("[data-warn]")) warn(mark.closest("form"));
