// Runs before the first paint, so that a chosen theme never flashes the other one. Kept in step with theme.tsx.
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
