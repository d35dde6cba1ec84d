// The survey tool: marks clicked in the camera's picture and on the plan. The table of the form
// is what counts; picture and plan show it and write into it, and the server judges every change.
import { marksTable } from "./marks.js";
import { pictureView } from "./picture.js";
import { planView } from "./plan.js";

const JUDGE_AFTER_MS = 350;
const DRAG_EVERY_MS = 150;

const root = document.querySelector("[data-survey]");
const form = root.querySelector("[data-marks-form]");
const told = root.querySelector("[data-told]");
const words = root.dataset;

const table = marksTable(root, form, words, { changed, chosen: drawAll });
const picture = pictureView(root, table, words, { moved: (dragging) => changed(dragging) });
const plan = planView(root, table, words, { moved: (dragging) => changed(dragging) });

let timer;
let asking;
let lastAsked = 0;

drawAll();
if (table.complete().length >= 4) judge(false);

function drawAll() {
  picture.draw();
  plan.draw();
}

/** A mark changed: show it now, and ask what it comes to; while one is dragged, now and then. */
function changed(dragging = false) {
  drawAll();
  clearTimeout(timer);
  const wait = dragging ? Math.max(0, lastAsked + DRAG_EVERY_MS - performance.now()) : JUDGE_AFTER_MS;
  if (dragging && asking) return; // the answer under way is shown first
  timer = setTimeout(() => judge(dragging), wait);
}

async function judge(dragging) {
  if (table.complete().length < 4) return;
  if (!dragging) {
    asking?.abort();
    told.textContent = words.wordWorking;
  }
  const mine = (asking = new AbortController());
  lastAsked = performance.now();
  const sent = new FormData(form);
  for (const name of ["table", "note"]) sent.delete(name);
  sent.set("dragging", dragging ? "yes" : "");
  try {
    const answer = await fetch(root.dataset.survey, { method: "POST", body: sent, credentials: "same-origin", signal: mine.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    show(await answer.json(), dragging);
  } catch (failure) {
    if (failure.name !== "AbortError") told.textContent = words.wordOffline;
  } finally {
    if (asking === mine) asking = undefined;
  }
}

/** Misses, figures, advice, grid and error map, all from one answer. */
function show(found, dragging) {
  told.textContent = found.placed ? "" : found.complaint;
  root.classList.toggle("is-unplaced", !found.placed);
  if (!found.placed) {
    advise([found.complaint]);
    return;
  }
  for (const out of root.querySelectorAll("[data-out]")) {
    const value = found[out.dataset.out];
    out.textContent = value === null ? "–" : String(value);
  }
  table.judged(found.marks, dragging);
  if (!dragging) {
    advise([found.complaint, ...found.advice].filter(Boolean));
    told.textContent = root.querySelector("[data-figures]").innerText.replace(/\s+/g, " ");
  }
  picture.judged(found.grid);
  plan.judged(found.errors);
}

function advise(lines) {
  root.querySelector("[data-advice]").replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
}
