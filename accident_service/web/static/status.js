// Keeps an open case page up to date; without it the page reloads itself, or is looked at again.
//
// A change of the case reloads the page, but never under somebody's fingers; what is only said
// anew (how far a step has come) is put in place and read out once. While there is no network,
// what was seen last stays, and since when is told.

const progress = document.querySelector("[data-progress]");
const connection = document.querySelector("[data-connection]");
const asOf = document.querySelector("[data-as-of]");
const said = document.querySelector("[data-said]");
const every_s = Number(progress?.dataset.every || 0);
const MOVED = `moved:${window.location.pathname}`;
const LEFT_FOR_MS = 15000; // a link that opens no page, but a download, does not hold this one up for ever
let leftAt = -Infinity;
let seenAt = new Date();
let next;

async function look() {
  try {
    const answer = await fetch(progress.dataset.progress, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    seenAt = new Date();
    connection.hidden = true;
    if (answer.headers.get("X-Case-Version") !== progress.dataset.version && !busy()) {
      remember();
      window.location.reload();
      return;
    }
    show(await answer.text());
  } catch {
    asOf.textContent = `${asOf.dataset.asOf} ${seenAt.toLocaleTimeString()}`;
    connection.hidden = false;
  }
  clearTimeout(next);
  next = setTimeout(look, (connection.hidden ? every_s : Math.max(every_s, 10)) * 1000);
}

/** Is somebody typing, choosing a file or sending one, or on the way to another page? */
function busy() {
  if (performance.now() - leftAt < LEFT_FOR_MS) return true;
  return document.activeElement?.matches("input, textarea, select") || document.querySelector("[data-sending]") !== null;
}

function show(fresh) {
  if (fresh.trim() === progress.innerHTML.trim()) return;
  const before = nowStation();
  progress.innerHTML = fresh;
  if (nowStation() !== before) said.textContent = nowStation();
}

function nowStation() {
  return progress.querySelector(".station.now .station-title")?.textContent ?? "";
}

/** The reloaded page says in its title that something has moved, until it is looked at. */
function remember() {
  try {
    window.sessionStorage.setItem(MOVED, "yes");
  } catch {
    // A browser that keeps nothing only loses the mark in the title.
  }
}

function markTitle() {
  try {
    if (window.sessionStorage.getItem(MOVED) === null) return;
    window.sessionStorage.removeItem(MOVED);
  } catch {
    return;
  }
  said.textContent = nowStation();
  if (!document.hidden) return;
  const title = document.title;
  document.title = `(${progress.dataset.moved}) ${title}`;
  document.addEventListener("visibilitychange", () => { document.title = title; }, { once: true });
}

if (progress) markTitle();
if (every_s) {
  next = setTimeout(look, every_s * 1000);
  window.addEventListener("online", look);
  // A reload would take the place of the page that was asked for, on a slow line above all.
  window.addEventListener("beforeunload", () => { leftAt = performance.now(); });
}

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
