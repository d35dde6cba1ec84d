// Copies a block of facts with one tap; without it they stand on the page to be read out.

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      return; // The browser does not let us; the facts stay on the page.
    }
    button.textContent = button.dataset.done;
    const told = document.querySelector("[data-copied]");
    if (told) told.textContent = button.dataset.done;
  });
}
