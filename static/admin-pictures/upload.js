// Uploads files one by one, as they are chosen or dropped anywhere on the page, and says what became of each.
// Without it the form posts them all at once to the same address.

const AT_ONCE = 2;
const GRID = ".library, .library-empty";

class Uploads {
  constructor(form, results) {
    this.form = form;
    this.results = results;
    this.input = form.querySelector("input[type=file]");
    this.waiting = [];
    this.running = 0;

    form.querySelector("[data-drop-hint]").hidden = false;
    form.querySelector("[type=submit]").hidden = true; // choosing is uploading
    this.input.addEventListener("change", () => {
      this.add(this.input.files);
      this.input.value = "";
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    this.acceptDrops();
  }

  acceptDrops() {
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    const root = document.documentElement;
    document.addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      root.classList.add("is-dropping");
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) root.classList.remove("is-dropping");
    });
    document.addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      root.classList.remove("is-dropping");
      this.add(event.dataTransfer.files);
    });
  }

  add(files) {
    for (const file of files) {
      const item = this.item(file.name);
      if (file.size > Number(this.form.dataset.maxBytes)) {
        this.show(item, { outcome: "refused", sentence: this.form.dataset.tooLarge });
      } else {
        this.waiting.push({ file, item });
      }
    }
    this.next();
  }

  next() {
    while (this.running < AT_ONCE && this.waiting.length) {
      this.running += 1;
      const { file, item } = this.waiting.shift();
      this.send(file, item).finally(() => {
        this.running -= 1;
        this.next();
        if (!this.running) this.showInLibrary();
      });
    }
  }

  async send(file, item) {
    const body = new FormData(this.form);
    body.delete("files");
    body.append("files", file);
    let result = { outcome: "refused", sentence: "The upload did not come through. Try it again." };
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.redirected || answer.status === 403) {
        result.sentence = "You are not signed in any more, or may not add pictures. Sign in again in another tab.";
      } else if (answer.status === 413) {
        result.sentence = this.form.dataset.tooLarge;
      } else if (answer.ok) {
        result = (await answer.json()).results[0] ?? result;
      }
    } catch {
      // The network is gone: the sentence above says so.
    }
    this.show(item, result);
  }

  // The grid under the form is asked for anew, as its filters and its page stand now.
  async showInLibrary() {
    const grid = document.querySelector(GRID);
    if (!grid || !this.results.querySelector(".upload--added")) return;
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector(GRID);
      if (answer.ok && fresh) grid.replaceWith(fresh);
    } catch {
      // The network is gone. What was added is named above, and stands here when the page is loaded again.
    }
  }

  item(name) {
    const item = document.createElement("li");
    item.className = "upload upload--sending";
    const words = document.createElement("span");
    words.className = "upload__words";
    const title = document.createElement("b");
    title.className = "upload__name";
    title.textContent = name;
    words.append(title, " Uploading …");
    item.append(words);
    this.results.append(item);
    return item;
  }

  show(item, result) {
    item.className = `upload upload--${result.outcome}`;
    const words = item.querySelector(".upload__words");
    words.lastChild.textContent = ` ${result.sentence}`;
    if (result.thumb) {
      const picture = document.createElement("img");
      picture.className = "upload__picture";
      picture.width = picture.height = 60;
      picture.alt = "";
      picture.src = result.thumb;
      item.prepend(picture);
    }
    if (result.url) {
      const link = document.createElement("a");
      link.href = result.url;
      link.textContent = result.outcome === "known" ? "Show it" : "Describe it";
      item.append(link);
    }
  }
}

const form = document.querySelector("[data-dropzone]");
const results = document.querySelector("[data-upload-results]");
if (form && results) new Uploads(form, results);
