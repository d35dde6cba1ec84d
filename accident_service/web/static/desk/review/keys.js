// What one can do on the review screen, by button and by key; ? shows the keys.

import { keys } from "../keys.js";
import { time } from "./time.js";
import { firstAtOrAfter } from "./measures.js";

const SAME_FRAME_S = 0.0005;
const KEYS = {
  ",": "frame-back", ".": "frame-on", ArrowLeft: "frame-back", ArrowRight: "frame-on",
  "<": "second-back", ">": "second-on", PageUp: "second-back", PageDown: "second-on",
  c: "contact", " ": "play", s: "pace", "[": "event-back", "]": "event-on",
  o: "outlines", z: "closer", w: "whole", v: "camera", x: "place", "?": "help",
};
const SLIDING = ["ArrowLeft", "ArrowRight", "PageUp", "PageDown"];

export function offerActions({ bench, scene, player, placing, timeline, cameras, chooseCamera }) {
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
    closer: () => {
      const close = cameras.filter((one) => !one.element.hidden).map((one) => one.closer());
      bench.querySelector("[data-do=closer]").setAttribute("aria-pressed", String(close.includes(true)));
    },
    whole: () => scene.changeStretch(),
    camera: () => chooseCamera(1),
    place: () => placing.toggle(),
    help: () => (help.open ? help.close() : help.showModal()),
  };
  for (const button of bench.querySelectorAll("[data-do]"))
    button.addEventListener("click", () => actions[button.dataset.do]());
  const byKey = (key) => (event) => (meant(event) ? actions[KEYS[key]]() : false);
  keys(Object.fromEntries(Object.keys(KEYS).map((key) => [key, byKey(key)])));
  // The slider's own step is far finer than a frame.
  const slider = bench.querySelector("input[type=range]");
  slider.addEventListener("keydown", (event) => {
    if (!SLIDING.includes(event.key)) return;
    event.preventDefault();
    actions[KEYS[event.key]]();
  });
}

// Keys belong to whatever is being pressed, moved or scrolled; two pictures move with Shift.
function meant(event) {
  const place = event.target;
  if (place.closest("dialog")) return event.key === "?";
  if (event.key === " ") return !place.closest("button, a, summary, video");
  if (event.key.startsWith("Arrow") || event.key.startsWith("Page"))
    return !event.shiftKey && !place.closest("[role=region], .stills, video, .side-findings, .side-decision");
  return true;
}

function toggle(bench, name, kind) {
  const without = bench.classList.toggle(kind);
  bench.querySelector(`[data-do=${name}]`).setAttribute("aria-pressed", String(!without));
}
