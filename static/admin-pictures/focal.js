// Sets the focal point by clicking on the picture or with the arrow keys, and shows what the crops will keep.
// The two number fields hold the truth; without this script they are typed in.

class FocalPoint {
  constructor(frame) {
    this.frame = frame;
    this.picture = frame.querySelector("[data-focal-picture]");
    this.x = document.getElementById(frame.dataset.x);
    this.y = document.getElementById(frame.dataset.y);
    this.crops = document.querySelector("[data-focal-crops]");
    this.mark = document.createElement("button");
    this.mark.type = "button";
    this.mark.className = "focal__mark";
    frame.append(this.mark);
    document.querySelector("[data-focal-hint]").hidden = false;
    this.crops.hidden = false;

    frame.addEventListener("click", (event) => {
      if (event.target === this.mark) return;
      const box = this.picture.getBoundingClientRect();
      this.set(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
      this.mark.focus({ preventScroll: true });
    });
    this.mark.addEventListener("keydown", (event) => this.move(event));
    for (const field of [this.x, this.y]) field.addEventListener("input", () => this.draw());
    if (this.picture.complete) this.draw();
    else this.picture.addEventListener("load", () => this.draw());
  }

  get point() {
    const inside = (field) => Math.min(100, Math.max(0, Number(field.value) || 0));
    return [inside(this.x), inside(this.y)];
  }

  set(x, y) {
    this.x.value = Math.round(Math.min(100, Math.max(0, x)));
    this.y.value = Math.round(Math.min(100, Math.max(0, y)));
    this.draw();
  }

  move(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    const [x, y] = this.point;
    this.set(x + step[0] * far, y + step[1] * far);
  }

  draw() {
    const [x, y] = this.point;
    this.mark.style.left = `${x}%`;
    this.mark.style.top = `${y}%`;
    this.mark.setAttribute("aria-label", `Focal point: ${x} % from the left, ${y} % from the top. Arrow keys move it.`);
    for (const canvas of this.crops.querySelectorAll("canvas")) this.crop(canvas, x, y);
  }

  // The same box as press/pictures/renditions.py: the largest of the shape, centred on the point as far as edges allow.
  crop(canvas, x, y) {
    const { naturalWidth: width, naturalHeight: height } = this.picture;
    if (!width) return;
    const ratio = Number(canvas.dataset.ratio);
    const across = Math.min(width, height * ratio);
    const down = Math.min(height, width / ratio);
    const left = Math.min(Math.max((width * x) / 100 - across / 2, 0), width - across);
    const top = Math.min(Math.max((height * y) / 100 - down / 2, 0), height - down);
    canvas.getContext("2d").drawImage(this.picture, left, top, across, down, 0, 0, canvas.width, canvas.height);
  }
}

for (const frame of document.querySelectorAll("[data-focal]")) new FocalPoint(frame);
