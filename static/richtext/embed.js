// A video, a recording, a post or a document that stands elsewhere.
import { Node, mergeAttributes } from "../django_prose_editor/editor.js";
import { FigureView, captionKeys, insertFigure } from "./caption.js";
import { ask } from "./dialog.js";
import { button, make } from "./dom.js";
import { complete, describe } from "./providers.js";

const spoken = ({ provider, sentence }) => (provider ? `${provider}: ${sentence}` : "");

const askForAddress = (url) =>
  ask({
    title: url ? "Change the address" : "Embed",
    submit: url ? "Change" : "Place it",
    fields: [
      {
        name: "url",
        label: "Address of the video, recording, post or document",
        value: url,
        required: true,
        inputmode: "url",
        tell: (value) => spoken(describe(complete(value))),
        refuse: (value) => (describe(complete(value)).provider ? "" : "This is no web address that can be embedded."),
      },
    ],
  }).then((answer) => answer && complete(answer.url));

export const Embed = Node.create({
  name: "embed",
  group: "block",
  content: "text*",
  marks: "",
  isolating: true,
  draggable: true,

  addAttributes() {
    return {
      url: {
        default: null,
        parseHTML: (element) => element.getAttribute("data-embed"),
        renderHTML: () => ({}),
      },
    };
  },

  parseHTML() {
    const titleOf = (figure) => figure.querySelector("figcaption") ?? document.createElement("figcaption");
    return [{ tag: "figure[data-embed]", contentElement: titleOf }];
  },

  renderHTML({ node, HTMLAttributes }) {
    return ["figure", { "data-embed": node.attrs.url }, ["figcaption", mergeAttributes(HTMLAttributes), 0]];
  },

  addNodeView() {
    return (props) => new EmbedView(props);
  },

  addCommands() {
    return {
      askForEmbed:
        () =>
        ({ editor }) => {
          askForAddress("").then((url) => {
            if (url) insertFigure(editor, { type: "embed", attrs: { url } });
            else editor.commands.focus();
          });
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return { "Mod-Alt-e": () => this.editor.commands.askForEmbed(), ...captionKeys("embed") };
  },
});

class EmbedView extends FigureView {
  constructor(props) {
    super(props, { classname: "body-figure--embed", label: "Embed", placeholder: "Title that readers see" });
    this.tools.append(
      button("Change address", () => this.change()),
      button("Remove", () => this.remove()),
    );
    this.show();
  }

  async change() {
    const url = await askForAddress(this.node.attrs.url);
    if (url) this.set({ url });
    this.editor.commands.focus();
  }

  show() {
    super.show();
    const { url } = this.node.attrs;
    const { provider, sentence } = describe(url);
    this.box.replaceChildren(
      make("b", {}, provider || "Unknown"),
      make("span", { class: "body-embed-address", dir: "ltr" }, url),
      make("span", { class: "body-embed-how" }, sentence),
    );
  }
}
