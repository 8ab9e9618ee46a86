// Turns each `textarea[data-body-editor]` into the body editor. Without it the HTML itself is edited.
// Tiptap's one style element is not injected: writing.css has it, so the policy needs no exception.
import { Editor } from "../django_prose_editor/editor.js";
import { make } from "./dom.js";
import { takeFiles } from "./drops.js";
import { watch } from "./keep.js";
import { Library } from "./library.js";
import { picturesLost, tidyPaste } from "./paste.js";
import { extensions } from "./schema.js";
import { addToolbar } from "./toolbar.js";
import { tools } from "./tools.js";

const PAUSE = 400; // milliseconds without a key before the text area is written

const start = (textarea) => {
  const options = JSON.parse(textarea.dataset.bodyEditor);
  const token = textarea.form?.elements.csrfmiddlewaretoken?.value ?? "";
  const library = options.chooser ? new Library(options, token) : null;
  const label = document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
  if (label && !label.id) label.id = `${textarea.id}-label`;
  const surface = make("div", { class: "body-editor" });
  textarea.before(surface);
  const status = make("p", { class: "body-status", role: "status" });
  const say = (words) => {
    status.textContent = words;
  };
  const editor = new Editor({
    element: surface,
    injectCSS: false,
    extensions: extensions({ library }),
    content: textarea.value,
    editable: !textarea.disabled && !textarea.readOnly,
    editorProps: {
      attributes: {
        class: "body-writing",
        role: "textbox",
        "aria-multiline": "true",
        ...(label ? { "aria-labelledby": label.id } : { "aria-label": "Text" }),
        ...(textarea.getAttribute("aria-describedby")
          ? { "aria-describedby": textarea.getAttribute("aria-describedby") }
          : {}),
        ...(textarea.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
      },
      transformPastedHTML: (html) => {
        const tidy = tidyPaste(html);
        const lost = picturesLost(tidy);
        const them = lost === 1 ? "1 picture was not pasted; add it" : `${lost} pictures were not pasted; add them`;
        if (lost) say(`${them} from the library.`);
        return tidy;
      },
      ...takeFiles(library, () => editor, say),
    },
  });
  surface.append(status);
  textarea.hidden = true;
  label?.addEventListener("click", () => editor.commands.focus());
  if (editor.isEditable) addToolbar(editor, tools({ hasLibrary: Boolean(library) }));
  keepWritten(editor, textarea);
  refuseTooLong(textarea, surface, options.longest);
  textarea.dispatchEvent(new CustomEvent("body:ready", { bubbles: true, detail: { editor } }));
};

// The text area follows the editor; `body:replace` on it (keep.js) goes the other way.
const keepWritten = (editor, textarea) => {
  let pause = 0;
  // The empty paragraph at the end is the editor's own, for the caret. (`editor.isEmpty` would take a picture without
  // a caption for nothing.)
  textarea.bodyHTML = () => editor.getHTML().replace(/(<p><\/p>)+$/, "");
  let written = textarea.bodyHTML();
  const write = () => {
    if (!pause) return;
    clearTimeout(pause);
    pause = 0;
    const html = textarea.bodyHTML();
    if (html === written) return;
    written = html;
    textarea.value = html;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  };
  editor.on("update", () => {
    clearTimeout(pause);
    pause = setTimeout(write, PAUSE);
  });
  editor.on("blur", write);
  addEventListener("pagehide", write);
  textarea.form?.addEventListener("submit", write, { capture: true });
  textarea.addEventListener("body:replace", ({ detail }) => {
    editor.commands.setContent(detail, { emitUpdate: false });
    written = textarea.bodyHTML();
    textarea.value = detail;
  });
};

const refuseTooLong = (textarea, surface, longest) => {
  textarea.form?.addEventListener("submit", (event) => {
    surface.parentElement.querySelector(".body-too-long")?.remove();
    if (new Blob([textarea.value]).size <= longest) return;
    event.preventDefault();
    const words = "This text is longer than 2 MB and cannot be saved. Cut it, or publish it in parts.";
    surface.before(make("p", { class: "errornote body-too-long", role: "alert" }, words));
    surface.scrollIntoView({ block: "start" });
  });
};

for (const textarea of document.querySelectorAll("textarea[data-body-editor]")) {
  start(textarea);
  if (textarea.form) watch(textarea.form);
}
