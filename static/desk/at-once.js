// Shows what a `form[data-at-once]` asks for as soon as something is ticked; what is typed waits for Enter or the button.
for (const form of document.querySelectorAll("form[data-at-once]")) {
  form.addEventListener("change", ({ target }) => {
    if (["radio", "checkbox"].includes(target.type)) form.requestSubmit();
  });
}
