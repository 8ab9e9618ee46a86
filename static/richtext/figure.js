// A picture of the library, placed in the text: its id, an id of its own, where it stands, and its caption.
import { Node, mergeAttributes } from "../django_prose_editor/editor.js";
import { FigureView, captionKeys, insertFigure } from "./caption.js";
import { button, make } from "./dom.js";
import { choosePicture } from "./picker.js";

const attribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: () => ({}),
});

export const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "inline*",
  isolating: true,
  draggable: true,

  addOptions() {
    return { library: null };
  },

  addAttributes() {
    return {
      picture: attribute("data-picture"),
      key: attribute("data-figure"),
      end: {
        default: false,
        parseHTML: (element) => element.classList.contains("figure--end"),
        renderHTML: () => ({}),
      },
    };
  },

  parseHTML() {
    const captionOf = (figure) => figure.querySelector("figcaption") ?? document.createElement("figcaption");
    return [{ tag: "figure[data-picture]", contentElement: captionOf }];
  },

  renderHTML({ node, HTMLAttributes }) {
    const { picture, key, end } = node.attrs;
    const own = { "data-picture": picture, "data-figure": key, class: end ? "figure--end" : null };
    return ["figure", own, ["figcaption", mergeAttributes(HTMLAttributes), 0]];
  },

  addNodeView() {
    return (props) => new PictureView(props, this.options.library);
  },

  addCommands() {
    return {
      choosePicture:
        () =>
        ({ editor }) => {
          const { library } = this.options;
          if (!library) return false;
          choosePicture(library).then((picture) => {
            if (!picture) return editor.commands.focus();
            return insertFigure(editor, newFigure(picture));
          });
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return { "Mod-Alt-p": () => this.editor.commands.choosePicture(), ...captionKeys("figure") };
  },
});

// The library's caption is what the story's begins with.
export const newFigure = (picture) => ({
  type: "figure",
  attrs: { picture: String(picture.id), key: newKey() },
  content: picture.caption ? [{ type: "text", text: picture.caption }] : [],
});

// `crypto.randomUUID` is missing on plain http; the server gives an id to a figure without one.
const newKey = () => globalThis.crypto?.randomUUID?.() ?? null;

const NO_CREDIT = "It has no credit yet; a story is not published without one.";
const EXPIRED = "Our rights to this picture have ended: readers do not see it.";

class PictureView extends FigureView {
  constructor(props, library) {
    super(props, { classname: "body-figure--picture", label: "Picture", placeholder: "Caption" });
    this.library = library;
    this.lack = make("p", { class: "body-figure-lack", contenteditable: "false", hidden: true });
    this.dom.append(this.lack);
    this.leaving = new AbortController();
    addEventListener("focus", () => this.lookAgain(), { signal: this.leaving.signal });
    this.place = button("", () => this.set({ end: !this.node.attrs.end }));
    this.tools.append(
      button("Change picture", () => this.change(), { hidden: !library }),
      this.place,
      button("Remove", () => this.remove()),
    );
    this.show();
  }

  async change() {
    const picture = await choosePicture(this.library);
    if (picture) this.set({ picture: String(picture.id) });
    this.editor.commands.focus();
  }

  show() {
    super.show();
    const { picture, end } = this.node.attrs;
    this.dom.classList.toggle("figure--end", end);
    this.place.textContent = end ? "Make full width" : "Place at the side";
    if (picture === this.shown) return;
    this.shown = picture;
    this.showPicture(picture);
  }

  async showPicture(id) {
    const picture = await this.library?.find(id);
    if (this.shown === id) this.draw(id, picture);
  }

  // What was missing may have been added in the library, in another tab.
  async lookAgain() {
    const id = this.shown;
    const known = await this.library?.find(id);
    if (!known || (known.credit && known.thumb && !known.expired)) return;
    const picture = await this.library.again(id);
    if (this.shown === id) this.draw(id, picture);
  }

  draw(id, picture) {
    const image =
      picture?.thumb &&
      make("img", { src: picture.thumb, alt: picture.alt || "", width: picture.width, height: picture.height });
    const missing = picture ? "Its files are being made." : `Picture ${id} cannot be shown here.`;
    this.box.replaceChildren(image || make("p", { class: "body-figure-missing" }, missing));
    if (picture?.expired) this.box.append(make("p", { class: "body-figure-note" }, EXPIRED));
    // Drawn by the style sheet behind the caption: text of ours in its line would stand in the caret's way.
    this.contentDOM.dataset.credit = picture?.credit ? ` ${picture.credit}` : "";
    this.lack.hidden = !picture || Boolean(picture.credit);
    if (this.lack.hidden) return;
    const page = { href: this.library.pageOf(id), target: "_blank", rel: "noopener" };
    this.lack.replaceChildren(`${NO_CREDIT} `, make("a", page, "Add it in the library"));
  }

  stopEvent(event) {
    return super.stopEvent(event) || this.lack.contains(event.target);
  }

  destroy() {
    this.leaving.abort();
  }
}
