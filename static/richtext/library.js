// The picture library, over the desk's own addresses: search, one picture by its id, upload.
const SIGNED_OUT = "You are not signed in any more. Sign in again in another tab; your text stays here.";
const NOT_THERE = "The library does not answer. Try it again.";

const asJson = async (request) => {
  let answer;
  try {
    answer = await request;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error(NOT_THERE);
  }
  if (answer.redirected || answer.status === 403) throw new Error(SIGNED_OUT);
  if (!answer.ok) throw new Error(NOT_THERE);
  return answer.json();
};

export class Library {
  constructor({ chooser, upload, pictures }, token) {
    this.chooser = chooser;
    this.upload = upload;
    this.token = token;
    this.known = new Map(Object.entries(pictures));
  }

  async search(words, before, signal) {
    const query = new URLSearchParams({ q: words, ...(before ? { before } : {}) });
    const page = await asJson(fetch(`${this.chooser}?${query}`, { headers: { Accept: "application/json" }, signal }));
    for (const picture of page.pictures) this.known.set(String(picture.id), picture);
    return page;
  }

  // A picture that was pasted with its figure from another story is not known yet.
  async find(id) {
    if (!this.known.has(id)) {
      const query = new URLSearchParams({ id });
      const page = await asJson(fetch(`${this.chooser}?${query}`, { headers: { Accept: "application/json" } })).catch(
        () => null,
      );
      const found = page?.pictures.find((picture) => String(picture.id) === id);
      if (found) this.known.set(id, found);
    }
    return this.known.get(id) ?? null;
  }

  // What is known of a picture by now: it may have been described in another tab. Its file in the page stays.
  async again(id) {
    const stood = this.known.get(id);
    this.known.delete(id);
    const found = await this.find(id);
    if (stood) this.known.set(id, found ? { ...found, thumb: stood.thumb || found.thumb } : stood);
    return this.known.get(id) ?? null;
  }

  // Where a picture is described: its caption, its credit, its rights.
  pageOf(id) {
    return new URL(`../${id}/change/`, new URL(this.chooser, location.href)).href;
  }

  // Resolves with {outcome: added | known | refused, sentence, picture}.
  async add(file) {
    const body = new FormData();
    body.append("files", file);
    const headers = { Accept: "application/json", "X-CSRFToken": this.token };
    const { results } = await asJson(fetch(this.upload, { method: "POST", body, headers }));
    const [result] = results;
    const id = result.url?.match(/\/(\d+)\/change\/$/)?.[1];
    const picture = id && ((await this.find(id)) ?? { id, thumb: result.thumb, caption: "", credit: "", alt: "" });
    if (picture) this.known.set(id, picture);
    return { ...result, picture: picture || null };
  }
}
