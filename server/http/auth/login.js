// Copies the command beside a button. Browsers let pages copy only over https and on this very machine: else there is no button.
for (const button of document.querySelectorAll("button[data-copies]")) {
  if (navigator.clipboard === undefined) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
      button.textContent = "Copied";
    } catch {
      // Refused: it can still be selected.
    }
  });
}
