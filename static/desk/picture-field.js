// One picture of the library in a form: chosen in the library's own window, shown with its caption and credit.
// The input with the picture's number stays in the form and is what is saved.
import { Library } from "../richtext/library.js";
import { choosePicture } from "../richtext/picker.js";

const start = (field) => {
  const part = (name) => field.querySelector(`[data-picture-${name}]`);
  const { chooser, upload } = field.dataset;
  const input = part("number").querySelector("input");
  const token = input.form?.elements.csrfmiddlewaretoken?.value ?? "";
  const library = new Library({ chooser, upload, pictures: {} }, token);
  const image = part("shown").querySelector("img");

  const show = (picture) => {
    part("shown").hidden = !picture;
    part("remove").hidden = !picture;
    part("lack").hidden = !picture || Boolean(picture.credit);
    part("choose").textContent = picture ? "Choose another" : "Choose a picture";
    if (!picture) return;
    image.hidden = !picture.thumb;
    image.src = picture.thumb;
    image.alt = picture.alt || "";
    if (picture.width) Object.assign(image, { width: picture.width, height: picture.height });
    part("caption").textContent = picture.caption || "";
    part("credit").textContent = picture.credit || "";
    part("edit").href = library.pageOf(picture.id);
  };
  const set = (picture) => {
    input.value = picture ? picture.id : "";
    input.dataset.changed = "yes";
    show(picture);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  part("number").hidden = true;
  part("buttons").hidden = false;
  part("choose").addEventListener("click", async () => {
    const picture = await choosePicture(library);
    if (picture) set(picture);
    part("choose").focus();
  });
  part("remove").addEventListener("click", () => {
    set(null);
    part("choose").focus();
  });
  // The credit may have been added in the library, in another tab.
  addEventListener("focus", async () => {
    const id = input.value;
    if (!id || part("lack").hidden) return;
    const picture = await library.again(id);
    if (picture && input.value === id) show(picture);
  });
  // Text restored by keep.js, or a number set by another script.
  input.addEventListener("change", async () => show(input.value ? await library.find(input.value) : null));
};

for (const field of document.querySelectorAll("[data-picture-field]")) start(field);
