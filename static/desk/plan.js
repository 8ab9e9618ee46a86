// Keeps the publish button's words true while a time is typed. The server decides; this only says what it will decide.
const button = document.querySelector("[data-publish]");
const zone = document.body.dataset.adminServerTimezone;

// The newsroom's wall clock, as a word that can be compared: 2026-11-24T06:00.
const now = () => {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts();
  const { year, month, day, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${year}-${month}-${day}T${hour}:${minute}`;
};

const typed = (name) => {
  const day = document.getElementById(`id_${name}_0`)?.value;
  const hour = document.getElementById(`id_${name}_1`)?.value;
  return day && hour ? `${day}T${hour.slice(0, 5)}` : "";
};

// As articles.admin.words.moment_words says it.
const words = (moment) => {
  const [year, month, day] = moment.slice(0, 10).split("-").map(Number);
  const name = new Date(Date.UTC(year, month - 1, day)).toLocaleDateString("en", { month: "long", timeZone: "UTC" });
  return `${moment.slice(11)} on ${name} ${day}${String(year) === now().slice(0, 4) ? "" : `, ${year}`}`;
};

if (button) {
  const tell = () => {
    const planned = [typed("publish_at"), typed("embargo_until")].sort().at(-1);
    const said = planned > now() ? `${button.dataset.later} ${words(planned)}` : button.dataset.now;
    if (button.textContent !== said) button.textContent = said;
  };
  button.form.addEventListener("input", (event) => {
    if (/^id_(publish_at|embargo_until)_/.test(event.target.id)) tell();
  });
  button.form.addEventListener("change", tell);
}
