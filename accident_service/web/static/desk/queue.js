// Keys of the queue: j and k walk from case to case, t takes the one in focus, / searches.
// The focus itself moves, so that screen readers and Enter need nothing of this.
import { keys } from "./keys.js";

const rows = [...document.querySelectorAll("[data-queue] .queue-row")];

function step(by) {
  if (!rows.length) return false;
  const at = rows.findIndex((row) => row.parentElement.contains(document.activeElement));
  const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by));
  rows[next].focus();
  rows[next].scrollIntoView({ block: "nearest" });
  return true;
}

function take() {
  const item = document.activeElement?.closest(".queue-item") ?? null;
  const button = item?.querySelector(".take");
  if (!button) return false;
  button.click();
  return true;
}

keys({
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => document.activeElement?.matches(".queue-row") && step(1),
  ArrowUp: () => document.activeElement?.matches(".queue-row") && step(-1),
  t: take,
});
