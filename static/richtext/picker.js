// The picture picker: search, a grid to walk with the arrow keys, and a place to drop new files.
import { openDialog } from "./dialog.js";
import { button, make } from "./dom.js";

// Resolves with a picture of the library, or with null.
export const choosePicture = (library) =>
  new Promise((resolve) => {
    const picker = new Picker(library, (picture) => {
      resolve(picture);
      picker.dialog.close();
    });
    picker.dialog.addEventListener("close", () => {
      picker.asked?.abort();
      resolve(null);
    });
  });

class Picker {
  constructor(library, choose) {
    this.library = library;
    this.choose = choose;
    this.search = make("input", {
      type: "search",
      id: "picture-search",
      placeholder: "Caption, credit or file name",
      autocomplete: "off",
    });
    this.status = make("p", { class: "picker-status", role: "status" });
    this.grid = make("ul", { class: "picker-grid", "aria-label": "Pictures" });
    this.more = button("Load older pictures", () => this.load(), { hidden: true });
    this.files = make("input", {
      type: "file",
      id: "picture-files",
      accept: "image/jpeg,image/png,image/webp,image/avif,image/gif",
      multiple: true,
    });
    const drop = make(
      "div",
      { class: "picker-drop" },
      make("label", { for: "picture-files" }, "Add a new picture"),
      this.files,
      make("span", { class: "picker-drop-hint" }, "or drop files anywhere on this window"),
    );
    this.dialog = openDialog(
      "Place a picture",
      "body-dialog--picker",
      make(
        "div",
        { class: "picker-bar" },
        make("div", {}, make("label", { for: "picture-search" }, "Search the library"), this.search),
        library.upload ? drop : null,
      ),
      this.status,
      make("div", { class: "picker-scroll" }, this.grid, this.more),
    );
    this.listen();
    this.search.focus();
    this.start();
  }

  listen() {
    let pause;
    this.search.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(() => this.start(), 250);
    });
    this.search.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "Enter") return;
      event.preventDefault();
      this.focus(0);
    });
    this.grid.addEventListener("keydown", (event) => this.walk(event));
    this.files.addEventListener("change", () => {
      this.add([...this.files.files]);
      this.files.value = "";
    });
    if (this.library.upload) this.acceptDrops();
  }

  acceptDrops() {
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    this.dialog.addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      this.dialog.classList.add("is-dropping");
    });
    this.dialog.addEventListener("dragleave", (event) => {
      if (!this.dialog.contains(event.relatedTarget)) this.dialog.classList.remove("is-dropping");
    });
    this.dialog.addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      this.dialog.classList.remove("is-dropping");
      this.add([...event.dataTransfer.files]);
    });
  }

  start() {
    this.older = "";
    return this.load();
  }

  async load() {
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    const words = this.search.value.trim();
    const before = this.older;
    try {
      const page = await this.library.search(words, before, asked.signal);
      if (asked.signal.aborted) return;
      const stood = before ? this.grid.children.length : 0;
      if (!before) this.grid.replaceChildren();
      this.grid.append(...page.pictures.map((picture) => this.tile(picture)));
      this.older = page.older;
      this.more.hidden = !page.older;
      this.say(this.counted(words, page.older));
      if (stood) this.focus(stood);
      else this.mark(0);
    } catch (error) {
      if (error.name !== "AbortError") this.say(error.message, true);
    }
  }

  counted(words, older) {
    const count = this.grid.children.length;
    if (!count) return words ? `No picture matches “${words}”.` : "The library is empty. Add the first picture here.";
    return `${older ? "The newest " : ""}${count} ${count === 1 ? "picture" : "pictures"}${words ? ` for “${words}”` : ""}`;
  }

  tile(picture) {
    const words = picture.caption || picture.alt || "No caption";
    return make(
      "li",
      {},
      make(
        "button",
        { type: "button", class: "picker-tile", tabindex: -1, onclick: () => this.choose(picture) },
        make("img", { src: picture.thumb, alt: "", loading: "lazy", width: picture.width, height: picture.height }),
        make("span", { class: "picker-caption", dir: "auto" }, words),
        picture.credit ? make("span", { class: "picker-credit", dir: "auto" }, picture.credit) : null,
      ),
    );
  }

  tiles() {
    return [...this.grid.querySelectorAll("button")];
  }

  // One tile can be reached by Tab; the arrows move from it.
  mark(place) {
    this.tiles().forEach((tile, index) => {
      tile.tabIndex = index === place ? 0 : -1;
    });
  }

  focus(place) {
    const tile = this.tiles()[place];
    if (!tile) return;
    this.mark(place);
    tile.focus();
  }

  walk(event) {
    const tiles = this.tiles();
    const at = tiles.indexOf(document.activeElement);
    const top = tiles[0]?.offsetTop;
    const across = tiles.filter((tile) => tile.offsetTop === top).length || 1;
    const forward = getComputedStyle(this.grid).direction === "rtl" ? -1 : 1;
    const steps = {
      ArrowRight: forward,
      ArrowLeft: -forward,
      ArrowDown: across,
      ArrowUp: -across,
      Home: -at,
      End: tiles.length - 1 - at,
    };
    if (!(event.key in steps) || at < 0) return;
    event.preventDefault();
    if (event.key === "ArrowUp" && at < across) this.search.focus();
    else this.focus(Math.min(Math.max(at + steps[event.key], 0), tiles.length - 1));
  }

  async add(files) {
    for (const file of files) {
      this.say(`Uploading ${file.name} …`);
      try {
        const { outcome, sentence, picture } = await this.library.add(file);
        if (picture) {
          this.grid.prepend(this.tile(picture));
          this.focus(0);
        }
        this.say(`${file.name}: ${sentence}${picture ? " Press Enter to place it." : ""}`, outcome === "refused");
      } catch (error) {
        this.say(error.message, true);
      }
    }
  }

  say(words, isWrong = false) {
    this.status.textContent = words;
    this.status.classList.toggle("is-wrong", isWrong);
  }
}
