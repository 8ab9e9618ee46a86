// What a body may hold, in the editor's words; press/richtext/allowed.py is the list that counts.
import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Extension,
  Gapcursor,
  HardBreak,
  Heading,
  History,
  HorizontalRule,
  Italic,
  ListItem,
  OrderedList,
  Paragraph,
  Placeholder,
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  TrailingNode,
} from "../django_prose_editor/editor.js";
import { Embed } from "./embed.js";
import { Figure } from "./figure.js";
import { BodyLink } from "./link.js";
import { PullQuote } from "./pullquote.js";

const WITHIN = "(paragraph|bulletList|orderedList)+";

// Blocks keep the direction they were given; without one, each paragraph follows its own letters.
const Direction = Extension.create({
  name: "direction",
  addGlobalAttributes() {
    const own = (element) => (["ltr", "rtl"].includes(element.dir) ? element.dir : null);
    return [
      {
        types: [
          "paragraph",
          "heading",
          "blockquote",
          "pullQuote",
          "bulletList",
          "orderedList",
          "listItem",
          "table",
          "tableCell",
          "tableHeader",
        ],
        attributes: { dir: { default: null, parseHTML: own, renderHTML: ({ dir }) => (dir ? { dir } : {}) } },
      },
      {
        types: ["figure", "embed"],
        attributes: {
          dir: {
            default: null,
            parseHTML: (figure) => own(figure.querySelector("figcaption") ?? figure),
            renderHTML: ({ dir }) => (dir ? { dir } : {}),
          },
        },
      },
    ];
  },
  // Gives a block the direction of its first letter, whatever the story around it does; or takes it away again.
  addCommands() {
    return {
      turnDirection:
        () =>
        ({ editor, commands }) => {
          const block = editor.isActive("heading") ? "heading" : "paragraph";
          const own = /^\P{L}*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.test(
            editor.state.selection.$from.parent.textContent,
          );
          const dir = editor.getAttributes(block).dir ? null : own ? "rtl" : "ltr";
          return commands.updateAttributes(block, { dir });
        },
    };
  },
  addKeyboardShortcuts() {
    return { "Mod-Alt-d": () => this.editor.commands.turnDirection() };
  },
});

export const extensions = (options) => [
  Document,
  Text,
  Paragraph,
  HardBreak,
  Heading.configure({ levels: [2, 3] }),
  Bold,
  Italic,
  Subscript,
  Superscript,
  BodyLink,
  Blockquote.extend({ content: WITHIN }),
  PullQuote,
  BulletList,
  OrderedList.configure({ enableListAttributes: false }),
  ListItem.extend({ content: "paragraph (paragraph|bulletList|orderedList)*" }),
  Table.configure({ resizable: false }),
  TableRow,
  TableHeader.extend({ content: WITHIN }),
  TableCell.extend({ content: WITHIN }),
  HorizontalRule,
  Figure.configure(options),
  Embed,
  Direction,
  History,
  Dropcursor.configure({ class: "body-dropcursor", color: false, width: 2 }),
  Gapcursor,
  TrailingNode,
  Placeholder.configure({ placeholder: "Write, or paste from Word or Google Docs." }),
];
