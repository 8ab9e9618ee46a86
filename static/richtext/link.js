// Links, without target or rel: those are the page's business, not the text's.
import { Link } from "../django_prose_editor/editor.js";
import { ask } from "./dialog.js";
import { complete } from "./providers.js";

const allowed = (url) => /^(https?:\/\/[^/\s]|mailto:[^\s]+@|\/(?![/\\]))/i.test(url);

export const BodyLink = Link.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      enableTarget: false,
      defaultProtocol: "https",
      isAllowedUri: allowed,
      shouldAutoLink: (url) => /^https?:\/\//i.test(url),
    };
  },

  addCommands() {
    return {
      ...this.parent?.(),
      askForLink:
        () =>
        ({ editor }) => {
          askForLink(editor);
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return { "Mod-k": () => this.editor.commands.askForLink() };
  },
});

const askForLink = async (editor) => {
  const linked = editor.isActive("link");
  if (linked) editor.commands.extendMarkRange("link");
  const { href = "", title = "" } = editor.getAttributes("link");
  const bare = editor.state.selection.empty;
  const answer = await ask({
    title: linked ? "Change the link" : "Link",
    submit: linked ? "Change" : "Link",
    other: linked ? "Remove the link" : "",
    fields: [
      {
        name: "href",
        label: "Address",
        value: href,
        inputmode: "url",
        required: true,
        hint: "A web address, a path of this site such as /topics/, or mailto: and an address.",
        refuse: (value) => (allowed(complete(value)) ? "" : "This is no address that a link can have."),
      },
      bare ? { name: "text", label: "Words that are linked", value: "" } : null,
      { name: "title", label: "Note shown on pointing at it (optional)", value: title ?? "" },
    ],
  });
  const chain = editor.chain().focus();
  if (!answer) return chain.run();
  if (answer.other) return chain.unsetLink().run();
  const attrs = { href: complete(answer.href), title: answer.title.trim() || null };
  if (!bare) return chain.setMark("link", attrs).run();
  const text = answer.text.trim() || attrs.href;
  return chain
    .insertContent({ type: "text", text, marks: [{ type: "link", attrs }] })
    .unsetMark("link")
    .run();
};
