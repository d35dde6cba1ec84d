// What one can do on the review screen, by button and by key; ? shows the keys.

import { time } from "./time.js";
import { firstAtOrAfter } from "./measures.js";

const SAME_FRAME_S = 0.0005;
const KEYS = {
  ",": "frame-back", ".": "frame-on", ArrowLeft: "frame-back", ArrowRight: "frame-on",
  "<": "second-back", ">": "second-on", PageUp: "second-back", PageDown: "second-on",
  c: "contact", " ": "play", s: "pace", "[": "event-back", "]": "event-on",
  o: "outlines", w: "whole", v: "camera", "?": "help",
};

export function offerActions({ bench, scene, player, timeline, cameras, chooseCamera }) {
  const frames_s = () => (cameras.find((one) => !one.element.hidden) ?? cameras[0])?.frames_s ?? [];
  const help = bench.querySelector("dialog");
  const step = (direction) => {
    const times_s = frames_s();
    const place = direction > 0
      ? firstAtOrAfter(times_s, time.now_s + SAME_FRAME_S)
      : firstAtOrAfter(times_s, time.now_s - SAME_FRAME_S) - 1;
    time.go(times_s[Math.min(times_s.length - 1, Math.max(0, place))] ?? time.now_s + direction * 0.04);
  };
  const halt = (act) => () => { player.stop(); act(); };
  const actions = {
    "frame-back": halt(() => step(-1)),
    "frame-on": halt(() => step(1)),
    "second-back": halt(() => time.go(time.now_s - 1)),
    "second-on": halt(() => time.go(time.now_s + 1)),
    contact: halt(() => scene.review.contact && time.go(scene.review.contact.t_s)),
    "event-back": halt(() => timeline.walk(-1)),
    "event-on": halt(() => timeline.walk(1)),
    play: () => player.toggle(),
    pace: () => player.changePace(),
    outlines: () => toggle(bench, "outlines", "without-outlines"),
    whole: () => scene.changeStretch(),
    camera: () => chooseCamera(1),
    help: () => (help.open ? help.close() : help.showModal()),
  };
  for (const button of bench.querySelectorAll("[data-do]"))
    button.addEventListener("click", () => actions[button.dataset.do]());
  document.addEventListener("keydown", (event) => {
    const act = actions[KEYS[event.key]];
    if (!act || !meant(event)) return;
    event.preventDefault();
    act();
  });
}

// Keys belong to whatever is being typed into or pressed; the slider has arrow keys of its own,
// but a frame is a better step than the slider's.
function meant(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  const place = event.target;
  if (place.closest("textarea, select, dialog, [contenteditable], input:not([type=range])")) return event.key === "?" && Boolean(place.closest("dialog"));
  if (event.key === " ") return !place.closest("button, a, summary, video");
  if (event.key.startsWith("Arrow") || event.key.startsWith("Page"))
    return !event.shiftKey && !place.closest("[role=region], .stills, video");
  return true;
}

function toggle(bench, name, kind) {
  const without = bench.classList.toggle(kind);
  bench.querySelector(`[data-do=${name}]`).setAttribute("aria-pressed", String(!without));
}
