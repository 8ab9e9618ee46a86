// Narrows the index of topics to the names that have what is typed. All names are on the page already, so no key asks
// for anything. Without this script there is no box.
const box = document.querySelector("[data-topics-filter]");
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

if (box) {
  const input = box.querySelector("input");
  const told = box.querySelector("[role=status]");
  const groups = [...document.querySelectorAll(".topics-letter")].map((section) => ({
    section,
    topics: [...section.querySelectorAll("li")].map((item) => ({ item, name: plain(item.querySelector("a").textContent) })),
  }));
  const total = groups.reduce((sum, { topics }) => sum + topics.length, 0);
  let frame;

  const narrow = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { section, topics } of groups) {
      let any = false;
      for (const { item, name } of topics) {
        const fits = words.every((word) => name.includes(word));
        if (item.hidden === fits) item.hidden = !fits;
        any ||= fits;
        shown += fits;
      }
      section.hidden = !any;
    }
    told.textContent = words.length ? (shown ? box.dataset.told.replace("%", shown) : box.dataset.none) : "";
  };

  box.hidden = total < 2;
  input.addEventListener("input", () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(narrow);
  });
  if (input.value) narrow(); // what the browser kept over a reload
}
