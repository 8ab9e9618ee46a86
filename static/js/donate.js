// The sum that is chosen, said beside the tick for the fee and on the button. The server counts; without this file the
// form is whole.
const form = document.querySelector("[data-sum]");
const own = form.elements.amount;
const fee = form.querySelector("[data-fee]");
const button = form.querySelector("[type=submit]");
let asked = 0;
let timer;

const group = () => `pick-${form.elements.interval.value}`;
const isHome = () => form.elements.currency.selectedOptions[0].hasAttribute("data-home");

function chosen() {
  const pick = isHome() ? (form.elements[group()]?.value ?? "") : "";
  return pick && pick !== "own" ? pick : own.value.trim();
}

async function tell() {
  const number = ++asked;
  const amount = chosen();
  let told = {};
  if (amount) {
    const query = new URLSearchParams({ amount, currency: form.elements.currency.value });
    try {
      told = await (await fetch(`${form.dataset.sum}?${query}`)).json();
    } catch {
      told = {};
    }
  }
  if (number !== asked) return;
  const { sum, fee: more, total } = told;
  fee.textContent = more ? `: ${more}` : "";
  button.textContent = sum ? `${form.dataset.word} ${form.elements.cover.checked ? total : sum}` : form.dataset.word;
}

form.addEventListener("input", (event) => {
  if (event.target.name?.startsWith("pick-")) {
    if (event.target.value === "own") own.focus();
    else own.value = "";
  } else if (event.target === own && own.value && isHome()) {
    const last = form.querySelector(`[name="${group()}"][value="own"]`);
    if (last) last.checked = true;
  }
  clearTimeout(timer);
  timer = setTimeout(tell, event.target === own ? 250 : 0);
});
tell();
