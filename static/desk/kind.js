// The fields of a translated op-ed stand there for op-eds only. What was typed in them stays.
const kind = document.getElementById("id_kind");
const translated = document.querySelector(".story-translated");

if (kind && translated) {
  const isFilled = () => [...translated.querySelectorAll("input")].some((input) => input.value);
  const show = () => {
    translated.hidden = kind.value !== "op-ed" && !isFilled();
  };
  kind.addEventListener("change", show);
  show();
}
