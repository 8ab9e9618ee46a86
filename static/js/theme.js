// The light/dark switch. Runs in the head, before anything is painted, so that a remembered
// choice never flashes; the choice is a word in localStorage and is never sent anywhere.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // Storage is refused: the system's theme holds.
    }
  };
  const write = (theme) => {
    try {
      if (theme) localStorage.setItem("theme", theme);
      else localStorage.removeItem("theme");
    } catch {
      // The choice then lasts for this page only.
    }
  };
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  const show = () => {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(isDark()));
    }
    for (const meta of document.querySelectorAll("meta[data-theme-color]")) {
      const own = meta.dataset.themeColor;
      meta.media = root.dataset.theme
        ? root.dataset.theme === own ? "all" : "not all"
        : `(prefers-color-scheme: ${own})`;
    }
  };

  apply(read());
  document.addEventListener("DOMContentLoaded", show);
  system.addEventListener("change", show);
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== "theme") return;
    apply(newValue);
    show();
  });
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("[data-theme-switch]")) return;
    const wanted = isDark() ? "light" : "dark";
    // Choosing what the system says anyway means following the system again.
    const theme = (wanted === "dark") === system.matches ? null : wanted;
    apply(theme);
    write(theme);
    show();
  });
})();
