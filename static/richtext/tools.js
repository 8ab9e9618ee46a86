// What the toolbar offers.
const run =
  (command, ...values) =>
  (editor) =>
    editor
      .chain()
      .focus()
      [command](...values)
      .run();
const is =
  (...what) =>
  (editor) =>
    editor.isActive(...what);
const can = (command) => (editor) => editor.can()[command]();
// Quotes cannot stand in captions, headings cannot stand in quotes, and so on: the schema knows.
const mark = (name, drawing, type, keys) => ({
  name,
  drawing,
  keys,
  active: is(type),
  enabled: (editor) => editor.can().toggleMark(type),
  press: run("toggleMark", type),
});
const heading = (name, drawing, level) => ({
  name,
  drawing,
  keys: `Mod-Alt-${level}`,
  active: is("heading", { level }),
  enabled: (editor) => editor.can().toggleHeading({ level }),
  press: run("toggleHeading", { level }),
});

export const tools = ({ hasLibrary }) => ({
  main: [
    [heading("Heading", "heading", 2), heading("Small heading", "small", 3)],
    [
      mark("Bold", "bold", "bold", "Mod-B"),
      mark("Italic", "italic", "italic", "Mod-I"),
      {
        name: "Link",
        drawing: "link",
        keys: "Mod-K",
        active: is("link"),
        enabled: (editor) => editor.can().setMark("link"),
        press: (editor) => editor.commands.askForLink(),
      },
      mark("Superscript", "sup", "superscript", "Mod-."),
      mark("Subscript", "sub", "subscript", "Mod-,"),
    ],
    [
      {
        name: "Bulleted list",
        drawing: "bullets",
        keys: "Mod-Shift-8",
        active: is("bulletList"),
        enabled: can("toggleBulletList"),
        press: run("toggleBulletList"),
      },
      {
        name: "Numbered list",
        drawing: "numbers",
        keys: "Mod-Shift-7",
        active: is("orderedList"),
        enabled: can("toggleOrderedList"),
        press: run("toggleOrderedList"),
      },
      {
        name: "Quote",
        drawing: "quote",
        keys: "Mod-Shift-B",
        active: is("blockquote"),
        enabled: can("toggleBlockquote"),
        press: run("toggleBlockquote"),
      },
      {
        name: "Pull quote",
        drawing: "pull",
        words: "Pull quote",
        keys: "Mod-Alt-Q",
        active: is("pullQuote"),
        enabled: can("togglePullQuote"),
        press: run("togglePullQuote"),
      },
    ],
    [
      ...(hasLibrary
        ? [
            {
              name: "Picture",
              drawing: "picture",
              words: "Picture",
              keys: "Mod-Alt-P",
              press: (editor) => editor.commands.choosePicture(),
            },
          ]
        : []),
      {
        name: "Embed",
        drawing: "embed",
        words: "Embed",
        keys: "Mod-Alt-E",
        press: (editor) => editor.commands.askForEmbed(),
      },
      {
        name: "Table",
        drawing: "table",
        enabled: (editor) => !editor.isActive("table") && editor.can().insertTable(),
        press: run("insertTable", { rows: 3, cols: 3, withHeaderRow: true }),
      },
      { name: "Dividing line", drawing: "rule", enabled: can("setHorizontalRule"), press: run("setHorizontalRule") },
      {
        name: "Direction of this paragraph",
        drawing: "direction",
        keys: "Mod-Alt-D",
        active: (editor) => Boolean(editor.getAttributes("paragraph").dir || editor.getAttributes("heading").dir),
        enabled: (editor) => editor.isActive("paragraph") || editor.isActive("heading"),
        press: run("turnDirection"),
      },
    ],
    [
      { name: "Undo", drawing: "undo", keys: "Mod-Z", enabled: can("undo"), press: run("undo") },
      { name: "Redo", drawing: "redo", keys: "Mod-Shift-Z", enabled: can("redo"), press: run("redo") },
    ],
  ],
  table: [
    [
      { name: "Row above", words: "Row above", press: run("addRowBefore") },
      { name: "Row below", words: "Row below", press: run("addRowAfter") },
      { name: "Delete row", words: "Delete row", press: run("deleteRow") },
    ],
    [
      { name: "Column before", words: "Column before", press: run("addColumnBefore") },
      { name: "Column after", words: "Column after", press: run("addColumnAfter") },
      { name: "Delete column", words: "Delete column", press: run("deleteColumn") },
    ],
    [
      { name: "Heading cells", words: "Heading cells", active: is("tableHeader"), press: run("toggleHeaderCell") },
      { name: "Merge or split", words: "Merge or split", enabled: can("mergeOrSplit"), press: run("mergeOrSplit") },
      { name: "Delete table", words: "Delete table", press: run("deleteTable") },
    ],
  ],
});
