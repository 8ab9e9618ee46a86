// Suggestions under the search box while one types. Without this script the box is a plain form.
const WAIT = 150; // milliseconds after the last key
const SHORTEST = 2; // letters

const suggest = (form) => {
  const input = form.querySelector("input[type=search]");
  const box = document.createElement("div");
  box.className = "suggestions";
  box.hidden = true;
  const told = document.createElement("p");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  form.append(box, told);
  let timer, asking;

  const links = () => [...box.querySelectorAll("a")];
  const close = () => {
    box.hidden = true;
    told.textContent = "";
  };
  const ask = async () => {
    asking?.abort();
    const words = input.value.trim();
    if (words.length < SHORTEST) return close();
    asking = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(words)}`, { signal: asking.signal });
      if (!answer.ok) return close();
      const found = await answer.text();
      if (!form.contains(document.activeElement)) return; // the reader has gone on meanwhile
      box.innerHTML = found; // ours, and escaped by the template
    } catch {
      return; // asked anew meanwhile, or no connection: the form works all the same
    }
    const count = links().length;
    box.hidden = !count;
    told.textContent = count ? form.dataset.told.replace("%", count) : "";
  };
  const move = (step) => {
    const all = [input, ...links()];
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    next.focus();
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  form.addEventListener("keydown", (event) => {
    if (box.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      input.focus();
      close();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
};

for (const form of document.querySelectorAll("form[data-suggestions]")) suggest(form);
