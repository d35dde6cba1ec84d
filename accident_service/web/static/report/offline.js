// The page shown while there is no connection: looks again every few seconds, and goes on.

const TRY_AGAIN_MS = 3000;

async function look() {
  try {
    await fetch("/healthz", { cache: "no-store" });
    window.location.replace(window.location.href);
  } catch {
    setTimeout(look, TRY_AGAIN_MS);
  }
}

window.addEventListener("online", look);
document.querySelector("[data-again]").addEventListener("click", () => window.location.replace(window.location.href));
setTimeout(look, TRY_AGAIN_MS);
