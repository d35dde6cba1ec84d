// "Would slower have been enough?": one slider for each supposition with a number. The plan's
// ghost and the sentence beside the slider follow it; the numbers are the server's, never between.

import { filled, KMH_PER_MPS, written } from "./measures.js";

/** Offer the sliders, now and after the part has been replaced; they are fetched when unfolded. */
export function offerGraded(scene, plan) {
  const part = document.querySelector("[data-graded]");
  if (!part) return;
  part.hidden = false;
  part.ontoggle = () => (part.open ? open(part, scene, plan) : plan.suppose(null));
  if (part.open) open(part, scene, plan);
}

async function open(part, scene, plan) {
  if (part.dataset.fetched) return;
  part.dataset.fetched = "yes";
  const words = JSON.parse(part.dataset.words);
  const state = part.querySelector("[data-graded-state]");
  try {
    const answer = await fetch(part.dataset.graded, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const { suppositions } = await answer.json();
    part.querySelector("[data-graded-rows]").replaceChildren(
      ...suppositions.map((one) => row(one, { words, scene, plan })),
    );
    state.textContent = suppositions.length ? "" : words.none;
  } catch {
    delete part.dataset.fetched; // unfolded again, it is asked again
    state.textContent = words.failed;
  }
}

function row(supposition, { words, scene, plan }) {
  const { steps, track } = supposition;
  const said = (step) => value(supposition, step.value, words);
  const label = document.createElement("label");
  label.className = "graded-row";
  const name = document.createElement("span");
  name.textContent = filled(words[supposition.graded], { party: scene.look(track).name });
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: 0, max: steps.length - 1, step: 1, value: first(supposition) });
  const chosen = document.createElement("output");
  const told = document.createElement("span");
  told.className = "graded-told";
  const show = (drawing) => {
    const step = steps[slider.valueAsNumber];
    chosen.textContent = said(step) + mark(supposition, step, words);
    told.textContent = outcome(step, words);
    told.dataset.avoided = step.avoided;
    slider.setAttribute("aria-valuetext", `${said(step)}, ${told.textContent}`);
    if (!drawing) return;
    for (const other of document.querySelectorAll("[data-supposed]")) other.setAttribute("aria-pressed", "false");
    plan.suppose({ ...step, track });
  };
  slider.addEventListener("input", () => show(true));
  slider.addEventListener("focus", () => show(true));
  label.append(name, slider, chosen, told);
  show(false);
  return label;
}

/** As fast as driven, or the reaction usually supposed. */
function first({ graded, steps, usual }) {
  if (graded === "speed") return steps.length - 1;
  const away = steps.map((step) => Math.abs(step.value - usual));
  return away.indexOf(Math.min(...away));
}

function value({ graded }, number, words) {
  return graded === "speed"
    ? filled(words.kmh, { value: written(number * KMH_PER_MPS, 0) })
    : filled(words.seconds, { value: written(number, 2) });
}

function mark(supposition, step, words) {
  const { graded, steps, usual } = supposition;
  if (graded === "speed" && step === steps.at(-1)) return words.as_driven;
  if (graded === "reaction" && step.value === usual) return words.usual;
  return graded === "speed" && usual && step.value > usual ? words.above_limit : "";
}

// Where they would touch no gap is told: how deep two outlines overlap is nothing anybody measured.
function outcome(step, words) {
  const [low, high] = step.gap_m.map((gap_m) => written(Math.max(0, gap_m), 1));
  if (step.nearing && step.avoided === "unknown") return filled(words.nearing, { low, high });
  return filled(words[`avoided_${step.avoided}`], { low, high });
}
