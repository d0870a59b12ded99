// Runs before everything else of the page: before the first paint, and before any module is loaded.

// A browser started without a locale, as in many containers, calls its language "en-US@posix". That is no language tag:
// Intl refuses it, and code that asks for the browser's own language fails as it is loaded.
(() => {
  try {
    new Intl.NumberFormat(navigator.language);
  } catch {
    const language = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*/.exec(navigator.language)?.[0] ?? "en";
    Object.defineProperty(navigator, "language", { value: language, configurable: true });
    Object.defineProperty(navigator, "languages", { value: [language], configurable: true });
  }
})();

// So that a chosen theme never flashes the other one. Kept in step with theme.tsx.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("vislzr.theme");
  } catch {
    // Storage is refused: follow the system.
  }
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
