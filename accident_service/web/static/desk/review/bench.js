// The review screen: fetches the case's figures and builds every view over one shared time.
// Without it, or where it fails, the page shows the exhibits that are part of the file.

import { time } from "./time.js";
import { Camera } from "./camera.js";
import { Curves } from "./curves.js";
import { Placing } from "./placing.js";
import { offerGraded } from "./graded.js";
import { Plan } from "./plan.js";
import { Player } from "./player.js";
import { Readings } from "./readings.js";
import { Timeline } from "./timeline.js";
import { compareAccounts, followMoments, offerSuppositions } from "./facts.js";
import { offerActions } from "./keys.js";
import { DEG_PER_RAD, filled } from "./measures.js";

const AROUND_S = { before: 5, after: 2.5 }; // the stretch looked at first

const bench = document.querySelector("#bench");
const words = JSON.parse(document.querySelector("#bench-words").dataset.words);
let renew = null; // once everything stands: show these figures in its place
const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";

/** What all views ask: the figures, who is who, and how to say it. */
function sceneOf(review) {
  const scene = { words, spoken: (one) => one[language] ?? one.en ?? "" };
  // Clockwise from north, as a compass has it; the road's own +x points this way from north.
  scene.east_deg = Number(bench.dataset.bearing) * DEG_PER_RAD;
  scene.bearing_deg = (heading_rad) => scene.east_deg - heading_rad * DEG_PER_RAD;
  let byId = new Map();
  scene.take = (figures) => {
    scene.review = figures;
    scene.contact = figures.contact;
    byId = new Map(figures.tracks.map((track) => [track.id, track]));
    const parties = figures.tracks.filter((track) => track.party);
    parties.sort((one, other) => one.party.localeCompare(other.party));
    // Before it is settled whose vehicle is whose, the two that touched are what it is about.
    const touched = (figures.contact?.tracks ?? []).map((id) => byId.get(id)).filter(Boolean);
    scene.parties = parties.length ? parties : touched;
  };
  // Every clip numbers the vehicles in its own way; without a camera the primary clip's is meant.
  scene.look = (id, camera) => {
    const party = camera?.parties ? camera.parties[id] : byId.get(id)?.party;
    if (party) return { kind: `party-${party}`, letter: words.letter[party], name: words.party[party] };
    const touched = scene.parties.findIndex((track) => track.id === id);
    const name = filled(words.vehicle, { track: id });
    return touched < 0 ? { kind: "bystander", letter: "", name } : { kind: `open-${touched}`, letter: id, name };
  };
  scene.offsetOf = (clip) => scene.review.cameras.find((one) => one.clip === clip)?.t_offset_s ?? 0;
  scene.take(review);
  return scene;
}

function stretch(scene) {
  const seen_s = scene.review.cameras.flatMap((camera) => camera.pts_s.map((pts_s) => pts_s + camera.t_offset_s));
  const times_s = seen_s.length ? seen_s : scene.review.tracks.flatMap((track) => track.t_s);
  time.begin(times_s.reduce((one, other) => Math.min(one, other)), times_s.reduce((one, other) => Math.max(one, other)));
  const { contact } = scene;
  const near = () => contact && time.show(contact.t_s - AROUND_S.before, contact.t_s + AROUND_S.after);
  let whole = !contact;
  near();
  scene.changeStretch = () => {
    whole = !whole;
    if (whole || !contact) time.show(time.limits.from_s, time.limits.to_s);
    else near();
    bench.querySelector("[data-do=whole]").setAttribute("aria-pressed", String(whole));
  };
}

function camerasOf(scene) {
  const place = bench.querySelector("[data-cameras]");
  const pattern = bench.querySelector("template");
  // An analysis from before pictures were noted has none to step through; its exhibits remain.
  const shown = scene.review.cameras.filter((camera) => camera.frame_url && camera.pts_s.length);
  bench.classList.toggle("without-camera", !shown.length);
  const cameras = shown.map((camera) => {
    const element = pattern.content.firstElementChild.cloneNode(true);
    place.append(element);
    return new Camera(element, camera, scene);
  });
  const tabs = bench.querySelector("[data-tabs]");
  tabs.hidden = cameras.length < 2;
  const choose = (chosen) => {
    for (const [number, one] of cameras.entries()) {
      one.element.hidden = chosen !== cameras.length && number !== chosen;
      if (!one.element.hidden) one.refresh();
    }
    place.classList.toggle("together", chosen === cameras.length);
    for (const [number, tab] of [...tabs.children].entries()) tab.setAttribute("aria-pressed", String(number === chosen));
    choose.now = chosen;
  };
  if (cameras.length > 1)
    for (const [number, name] of [...cameras.map((one) => one.name), words.together].entries()) {
      const tab = document.createElement("button");
      Object.assign(tab, { type: "button", className: "tool", textContent: name });
      tab.addEventListener("click", () => choose(number));
      tabs.append(tab);
    }
  if (cameras.length) choose(0);
  return { cameras, chooseCamera: (step) => cameras.length > 1 && choose((choose.now + step) % (cameras.length + 1)) };
}

function build(review) {
  const scene = sceneOf(review);
  stretch(scene);
  scene.firstFrame = () => {
    bench.dataset.state = "ready";
    performance.mark("review-ready"); // what "interactive within a second" is measured by
    scene.firstFrame = null;
  };
  // Before any view is built, or each would fetch and draw the first picture of the clip as well.
  time.go(scene.contact?.t_s ?? time.limits.from_s + 1e-6);
  const readings = new Readings(bench, scene);
  scene.say = (sentence) => readings.say(sentence);
  const timeline = new Timeline(bench.querySelector("[data-timeline]"), scene);
  const plan = new Plan(bench.querySelector("[data-plan]"), scene);
  const { cameras, chooseCamera } = camerasOf(scene);
  const curves = new Curves(bench.querySelector("[data-curves]"), scene);
  const player = new Player(bench, cameras);
  const placing = new Placing(bench, plan, scene, player);
  offerActions({ bench, scene, player, placing, timeline, cameras, chooseCamera });
  followMoments(scene);
  offerSuppositions(scene, plan);
  offerGraded(scene, plan);
  compareAccounts(scene);
  if (!cameras.length) scene.firstFrame();
  renew = (figures) => {
    scene.take(figures);
    for (const view of [placing, timeline, plan, curves, ...cameras]) view.renew();
    offerSuppositions(scene, plan);
    offerGraded(scene, plan);
    compareAccounts(scene);
  };
}

async function fetched() {
  const answer = await fetch(bench.dataset.review, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/** The exhibits on file stand in for the screen where it cannot show the pictures; who unfolded them keeps them. */
function unfold() {
  const exhibits = document.querySelector("[data-exhibits]");
  if (exhibits) exhibits.open = true;
}

async function open() {
  bench.dataset.state = "loading";
  try {
    const review = await fetched();
    if (!review.tracks.length) throw new Error("nothing was measured");
    bench.dataset.state = "built";
    build(review);
    if (bench.classList.contains("without-camera")) unfold();
  } catch (problem) {
    bench.dataset.state = "failed";
    unfold();
    console.warn("the review figures could not be shown:", problem.message);
  }
}

bench.querySelector("[data-retry]").addEventListener("click", open);
// After a correction every view shows the new figures at the moment it stood at.
document.addEventListener("review:reload", async () => {
  if (!renew) return open();
  try {
    renew(await fetched());
  } catch {
    bench.dataset.state = "failed";
  }
});
open();
