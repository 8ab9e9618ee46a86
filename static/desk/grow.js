// Text areas of one line that grow with what is typed, and in which Enter goes on to the next field.
const knowsSizing = CSS.supports("field-sizing", "content");

const fit = (area) => {
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight}px`;
};

for (const area of document.querySelectorAll("textarea[data-grow]")) {
  if (!knowsSizing) {
    area.addEventListener("input", () => fit(area));
    addEventListener("resize", () => fit(area));
    fit(area);
  }
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) return;
    const fields = [...area.form.querySelectorAll("textarea:not([hidden]), [contenteditable=true]")];
    fields[fields.indexOf(area) + 1]?.focus();
  });
  area.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain");
    if (!text?.includes("\n")) return;
    event.preventDefault();
    area.setRangeText(text.replace(/\s+/g, " ").trim(), area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
