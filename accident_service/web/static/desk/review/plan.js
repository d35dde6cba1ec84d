// The plan: our own road map from above, every vehicle's footprint at the shared time with its
// trail, where the parties stood at the contact, and how far the positions may be off (k = 2).

import { time } from "./time.js";
import { Window } from "./window.js";
import { corners, drawn, firstAtOrAfter, nose, pointsOf, poseAt } from "./measures.js";

const COVERAGE = 2; // k
const BEFORE_S = 4; // the first look holds where the parties were from here on
const AFTER_S = 1.5;
const MARGIN_M = 5;
const LEAST_M = 26; // a car standing still is not looked at from nearer than this
const BAR_PX = 90;
const BARS_M = [1, 2, 5, 10, 20, 50, 100];

// North and up are one on the road plane; on the screen y grows downwards.
export const flipped = ([x_m, y_m]) => [x_m, -y_m];
export const shape = (points_m) => pointsOf(points_m.map(flipped));

export class Plan {
  constructor(element, scene) {
    Object.assign(this, { element, scene });
    this.view = element.querySelector("[data-view]");
    this.svg = this.view.querySelector("svg");
    this.bar = element.querySelector("[data-bar]");
    element.querySelector(".north > span").style.rotate = `${90 - scene.east_deg}deg`;
    this.window = new Window(this.view, { least: 4, most: 400, changed: (box) => this.#look(box) });
    for (const button of element.querySelectorAll("[data-zoom]"))
      button.addEventListener("click", () => this.#zoom(button.dataset.zoom));
    this.#drawRoad(scene.review.map ?? {});
    this.what = { ghost: null, flashed: new Set() };
    this.over = []; // what others draw over the vehicles
    document.addEventListener("review:flash", (event) => this.#flash(event.detail.tracks));
    new ResizeObserver(() => this.window.setHome(this.#home())).observe(this.view);
    this.window.setHome(this.#home());
    time.watch((t_s) => this.#draw(t_s));
  }

  /** Show a course somebody might have driven instead; null takes it away. */
  suppose(course) {
    this.what.ghost = course;
    this.#draw(time.now_s);
  }

  /** Let somebody draw over the vehicles, in (group, t_s), whenever they are drawn. */
  overlay(drawing) {
    this.over.push(drawing);
  }

  /** Draw once more what moves, as after a change in an overlay. */
  redraw() { this.#draw(time.now_s); }

  /** Draw the figures as they are now. */
  renew() {
    this.what.ghost = null;
    this.#drawRoad(this.scene.review.map ?? {});
    this.window.setHome(this.#home());
  }

  #zoom(which) {
    if (which === "fit") this.window.fit();
    else this.window.zoom(which === "in" ? 1.5 : 1 / 1.5);
  }

  #home() {
    const { review, parties } = this.scene;
    const middle_s = review.contact?.t_s ?? time.now_s;
    const places = review.contact ? [[review.contact.x_m, review.contact.y_m]] : [];
    for (const track of parties.length ? parties : review.tracks)
      for (const [row, t_s] of track.t_s.entries())
        if (!review.contact || (t_s >= middle_s - BEFORE_S && t_s <= middle_s + AFTER_S))
          places.push([track.x_m[row], track.y_m[row]]);
    if (!places.length) return { x: -30, y: -30, width: 60, height: 60 };
    const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => -y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const width = Math.max(LEAST_M, Math.max(...xs) - left + 2 * MARGIN_M);
    const height = Math.max(LEAST_M * 0.6, Math.max(...ys) - top + 2 * MARGIN_M);
    const [midX, midY] = [(left + Math.max(...xs)) / 2, (top + Math.max(...ys)) / 2];
    return { x: midX - width / 2, y: midY - height / 2, width, height };
  }

  #look(box) {
    this.svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
    const perPixel_m = box.width / (this.view.clientWidth || 1);
    this.perPixel_m = perPixel_m;
    const length_m = BARS_M.findLast((bar_m) => bar_m <= BAR_PX * perPixel_m) ?? BARS_M[0];
    this.bar.style.width = `${length_m / perPixel_m}px`;
    this.bar.textContent = `${length_m} m`;
    if (this.moving) this.#draw(time.now_s);
  }

  #drawRoad(map) {
    this.svg.replaceChildren();
    const road = drawn(this.svg, "g", { class: "road" });
    for (const lane of map.lanes ?? []) drawn(road, "polygon", { points: shape(lane.polygon), class: "lane" });
    for (const area of map.areas ?? [])
      drawn(road, "polygon", { points: shape(area.polygon), class: `area ${area.kind}` });
    for (const line of map.lines ?? [])
      drawn(road, "polyline", { points: shape(line.points), class: `line ${line.kind}` });
    for (const line of map.stop_lines ?? [])
      drawn(road, "polyline", { points: shape(line.points), class: "line stop" });
    this.moving = drawn(this.svg, "g");
  }

  #draw(t_s) {
    const { review, parties } = this.scene;
    this.moving.replaceChildren();
    for (const track of review.tracks) if (!parties.includes(track)) this.#vehicle(track, t_s);
    for (const track of parties) this.#trail(track, t_s);
    if (review.contact) for (const track of parties) this.#ghost(track, review.contact.t_s, t_s);
    for (const track of parties) this.#vehicle(track, t_s);
    if (this.what.ghost) this.#supposed(this.what.ghost, t_s);
    if (review.contact) this.#contact(review.contact);
    for (const drawing of this.over) drawing(this.moving, t_s);
  }

  #trail(track, t_s) {
    const split = firstAtOrAfter(track.t_s, t_s);
    const places = track.x_m.map((x_m, row) => [x_m, track.y_m[row]]);
    const { kind } = this.scene.look(track.id);
    drawn(this.moving, "polyline", { points: shape(places.slice(0, split + 1)), class: `trail ${kind}` });
    drawn(this.moving, "polyline", { points: shape(places.slice(split)), class: `trail to-come ${kind}` });
  }

  #ghost(track, contact_s, t_s) {
    const pose = poseAt(track, contact_s);
    if (!pose || Math.abs(contact_s - t_s) < 0.02) return;
    const { kind } = this.scene.look(track.id);
    drawn(this.moving, "polygon", {
      points: shape(corners(pose, track.length_m, track.width_m)), class: `ghost ${kind}`,
    });
  }

  #vehicle(track, t_s) {
    const pose = poseAt(track, t_s);
    if (!pose) return;
    const look = this.scene.look(track.id);
    const flash = this.what.flashed.has(track.id) ? " flash" : "";
    const group = drawn(this.moving, "g", { class: `vehicle ${look.kind}${pose.seen ? "" : " unseen"}${flash}` });
    if (look.letter && pose.sx_m * pose.sy_m > 0) this.#doubt(group, pose);
    drawn(group, "polygon", { points: shape(corners(pose, track.length_m, track.width_m)), class: "body" });
    drawn(group, "polyline", { points: shape([[pose.x_m, pose.y_m], nose(pose, track.length_m)]), class: "nose" });
    this.#letter(group, pose, look.letter);
  }

  // The region that holds the centre in about 95 of 100 cases: from both errors and how they go together.
  #doubt(group, { x_m, y_m, sx_m, sy_m, rho_xy }) {
    const [across, along, both] = [sx_m ** 2, sy_m ** 2, rho_xy * sx_m * sy_m];
    const middle = (across + along) / 2;
    const half = Math.hypot((across - along) / 2, both);
    const turned_deg = (-0.5 * Math.atan2(2 * both, across - along) * 180) / Math.PI; // y is flipped
    drawn(group, "ellipse", {
      rx: COVERAGE * Math.sqrt(middle + half), ry: COVERAGE * Math.sqrt(Math.max(0, middle - half)),
      transform: `translate(${x_m} ${-y_m}) rotate(${turned_deg})`, class: "doubt",
    });
  }

  #letter(group, pose, letter) {
    const size = 15 * this.perPixel_m;
    drawn(group, "text", {
      x: pose.x_m, y: -pose.y_m + size * 0.36, "font-size": size, class: "letter",
    }, letter);
  }

  #supposed(course, t_s) {
    const track = this.scene.review.tracks.find((one) => one.id === course.track);
    const pose = track && poseAt(course, t_s);
    if (!pose) return;
    const { kind } = this.scene.look(track.id);
    const places = course.x_m.map((x_m, row) => [x_m, course.y_m[row]]);
    drawn(this.moving, "polyline", { points: shape(places), class: `trail supposed ${kind}` });
    drawn(this.moving, "polygon", {
      points: shape(corners(pose, track.length_m, track.width_m)), class: `supposed ${kind}`,
    });
  }

  #contact({ x_m, y_m }) {
    const arm = 7 * this.perPixel_m;
    for (const [right, up] of [[arm, arm], [arm, -arm]])
      for (const kind of ["under", "over"])
        drawn(this.moving, "line", {
          x1: x_m - right, y1: -y_m - up, x2: x_m + right, y2: -y_m + up, class: `contact-mark ${kind}`,
        });
  }

  #flash(tracks) {
    this.what.flashed = new Set(tracks);
    this.#draw(time.now_s);
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { this.what.flashed = new Set(); this.#draw(time.now_s); }, 1600);
  }
}
