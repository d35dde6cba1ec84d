// Single keys for the desk: who offers which key, and the switch that turns them off (WCAG 2.1.4).
// A page calls `keys({ j: ..., k: ... })`; elements with data-key="x" are pressed, or focused when
// they are fields. The choice is kept in this browser only.

const KEPT = "desk-single-keys";
const FIELDS = "input, select, textarea, [contenteditable]";

/** May single keys act now? */
function on() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true; // storage is forbidden here: the keys stay as the page came
  }
}

function remember(checked) {
  try {
    localStorage.setItem(KEPT, checked ? "on" : "off");
  } catch {
    // nothing to keep it in; it holds for this page by the box itself
  }
}

const help = document.querySelector("[data-keys]");
const box = help?.querySelector("[data-keys-switch]");
if (box) {
  box.checked = on();
  box.addEventListener("change", () => remember(box.checked));
}

function showKeys() {
  if (!help || help instanceof HTMLDialogElement) return; // the review screen opens its own
  help.open = true;
  help.scrollIntoView({ block: "nearest" });
  help.querySelector("summary").focus();
}

function press(key) {
  const offered = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!offered) return false;
  if (offered.matches(FIELDS)) {
    offered.focus();
    offered.select?.();
  } else {
    offered.click();
  }
  return true;
}

// A control that names a chord (aria-keyshortcuts="Alt+Shift+C") is pressed by it. The place of
// the key counts, because Alt and Shift turn the letter into another one on many keyboards.
function chord(event) {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const offered = letter && document.querySelector(`[aria-keyshortcuts="Alt+Shift+${letter}"]`);
  if (!offered) return;
  event.preventDefault();
  offered.click();
}

document.addEventListener("keydown", chord);

/** Listen for single keys; `acts` maps a key to what it does, and wins over data-key. */
export function keys(acts = {}) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.(FIELDS);
    if (typing && event.key === "Escape") typing.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!(box ? box.checked : on())) return;
    const act = acts[event.key] ?? (event.key === "?" ? showKeys : null);
    const done = act ? act(event) !== false : press(event.key);
    if (done) event.preventDefault();
  });
}
