// The number that a form must show while many gifts are begun: hashes are tried until one fits, then the form is sent.
// Without this file, or where a browser has no SubtleCrypto (plain http), pressing the button again stands in for it.
const box = document.querySelector("[data-work]");
const form = box.closest("form");
const button = form.querySelector("[type=submit]");
const state = box.querySelector("[role=status]");
const AT_ONCE = 500; // between two looks at the page, so that it can still be read and scrolled

async function fits(number) {
  const bytes = new TextEncoder().encode(`${box.dataset.salt}${number}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === box.dataset.digest;
}

async function found() {
  const most = Number(box.dataset.most);
  for (let first = 0; first <= most; first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, step) => first + step);
    const fitting = (await Promise.all(numbers.map(fits))).indexOf(true);
    if (fitting >= 0) return numbers[fitting];
    await new Promise((resolve) => setTimeout(resolve));
  }
  return "";
}

if (globalThis.crypto?.subtle) {
  button.disabled = true;
  state.textContent = box.dataset.busy;
  const number = await found();
  form.elements.work_number.value = number;
  button.disabled = false;
  if (number !== "") {
    state.textContent = box.dataset.done;
    form.requestSubmit(button);
  }
}
