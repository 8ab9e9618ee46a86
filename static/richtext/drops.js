// Picture files dropped on the text, or pasted into it, go to the library and then stand where they were dropped.
import { insertFigure } from "./caption.js";
import { newFigure } from "./figure.js";

const picturesIn = (transfer) => [...(transfer?.files ?? [])].filter(({ type }) => type.startsWith("image/"));

// `say` tells the editor how it goes; `editor` is a function, as these are needed before there is one.
export const takeFiles = (library, editor, say) => {
  const place = async (files) => {
    for (const file of files) {
      say(`Uploading ${file.name} …`);
      try {
        const { picture, sentence } = await library.add(file);
        say(picture ? "" : `${file.name}: ${sentence}`);
        if (picture) insertFigure(editor(), newFigure(picture));
      } catch (error) {
        say(error.message);
      }
    }
  };
  return {
    handleDrop: (view, event, _slice, isOurs) => {
      if (isOurs || !event.dataTransfer?.files.length) return false;
      event.preventDefault(); // the browser would leave the page to show the file
      const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
      if (at) editor().commands.setTextSelection(at.pos);
      const files = picturesIn(event.dataTransfer);
      if (!library?.upload || !files.length) say("Only pictures can be dropped here.");
      else place(files);
      return true;
    },
    handlePaste: (_view, event) => {
      const { clipboardData } = event;
      const files = picturesIn(clipboardData);
      // Word adds a picture of the text to the text.
      if (
        !library?.upload ||
        !files.length ||
        clipboardData.getData("text/html") ||
        clipboardData.getData("text/plain")
      )
        return false;
      event.preventDefault();
      place(files);
      return true;
    },
  };
};
