// What a picture and an embed share: a box that is not text, and under it a caption that is.
import { pm } from "../django_prose_editor/editor.js";
import { make } from "./dom.js";

const { TextSelection } = pm.state;

// The keys in a caption: Enter goes on below the figure, Backspace at its start selects the figure instead of
// joining it to the text above.
export const captionKeys = (name) => ({
  Enter: ({ editor }) => {
    const { $from } = editor.state.selection;
    if ($from.parent.type.name !== name) return false;
    const after = $from.after();
    return editor
      .chain()
      .command(({ tr }) => {
        const next = tr.doc.nodeAt(after);
        if (next?.type.name !== "paragraph") tr.insert(after, editor.schema.nodes.paragraph.create());
        tr.setSelection(TextSelection.create(tr.doc, after + 1));
        return true;
      })
      .scrollIntoView()
      .run();
  },
  Backspace: ({ editor }) => {
    const { $from, empty } = editor.state.selection;
    if (!empty || $from.parentOffset || $from.parent.type.name !== name) return false;
    return editor.commands.setNodeSelection($from.before());
  },
});

// Puts a new figure after the block in which the caret stands, or in the place of an empty paragraph.
export const insertFigure = (editor, node) => {
  const { $from } = editor.state.selection;
  const top = $from.depth ? $from.node(1) : null;
  const isEmpty = top?.type.name === "paragraph" && !top.content.size;
  const place = !top
    ? editor.state.selection.to
    : isEmpty
      ? { from: $from.before(1), to: $from.after(1) }
      : $from.after(1);
  editor.chain().focus().insertContentAt(place, node, { updateSelection: false }).run();
  const at = typeof place === "object" ? place.from : place;
  editor.commands.setTextSelection(at + 1);
};

// A node view: `box` and `tools` are ours, the caption is the editor's.
export class FigureView {
  constructor({ node, editor, getPos }, { classname, label, placeholder }) {
    this.node = node;
    this.editor = editor;
    this.getPos = getPos;
    this.contentDOM = make("figcaption", { "data-placeholder": placeholder });
    this.box = make("div", { class: "body-figure-box", contenteditable: "false" });
    this.tools = make("div", {
      class: "body-figure-tools",
      contenteditable: "false",
      role: "group",
      "aria-label": label,
    });
    this.dom = make("figure", { class: `body-figure ${classname}` }, this.box, this.contentDOM, this.tools);
    this.box.addEventListener("click", () => editor.commands.setNodeSelection(getPos()));
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show();
    return true;
  }

  show() {
    this.contentDOM.classList.toggle("is-empty", !this.node.content.size);
    if (this.node.attrs.dir) this.contentDOM.dir = this.node.attrs.dir;
    else this.contentDOM.removeAttribute("dir");
  }

  set(attributes) {
    const at = this.getPos();
    this.editor.commands.command(({ tr }) => {
      tr.setNodeMarkup(at, undefined, { ...this.node.attrs, ...attributes });
      return true;
    });
  }

  remove() {
    const from = this.getPos();
    this.editor
      .chain()
      .focus()
      .deleteRange({ from, to: from + this.node.nodeSize })
      .run();
  }

  selectNode() {
    this.dom.classList.add("is-selected");
  }

  deselectNode() {
    this.dom.classList.remove("is-selected");
  }

  stopEvent(event) {
    return this.tools.contains(event.target);
  }

  ignoreMutation(change) {
    return change.type === "attributes" || (change.type !== "selection" && !this.contentDOM.contains(change.target));
  }
}
