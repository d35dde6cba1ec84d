// Keeps an open case page up to date; without it the page reloads itself.

const progress = document.querySelector("[data-progress]");
const connection = document.querySelector("[data-connection]");
const every_s = Number(progress?.dataset.every || 0);

async function look() {
  try {
    const answer = await fetch(progress.dataset.progress, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    if (answer.headers.get("X-Case-Version") !== progress.dataset.version) {
      window.location.reload();
      return;
    }
    const fresh = await answer.text();
    if (fresh.trim() !== progress.innerHTML.trim()) progress.innerHTML = fresh;
    connection.hidden = true;
  } catch {
    connection.hidden = false;
  }
  setTimeout(look, (connection.hidden ? every_s : Math.max(every_s, 10)) * 1000);
}

if (every_s) setTimeout(look, every_s * 1000);

/** Send the link with the phone's own means, or copy it. */
for (const button of document.querySelectorAll("[data-share]")) {
  const canShare = "share" in navigator;
  if (!canShare && !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (canShare) await navigator.share({ url: button.dataset.share });
      else {
        await navigator.clipboard.writeText(button.dataset.share);
        button.textContent = button.dataset.done;
      }
    } catch {
      // Shared to nobody: the link stays on the page.
    }
  });
}
