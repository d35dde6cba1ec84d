// One camera: the frame analysed, cut by the server, with the vehicles' outlines of that very
// frame over it; a film may run in its place, and says that it is context, not evidence.

import { time } from "./time.js";
import { Stills } from "./stills.js";
import { Window } from "./window.js";
import { drawn, filled, nearest, pointsOf, sinceContact, written } from "./measures.js";

const SHARP_FROM = 3; // from here on single pixels are shown as squares, not smoothed

const LETTER_PX = 18;
const CLOSE_MARGIN = 0.25; // of the vehicles' own size, around them

export class Camera {
  constructor(element, camera, scene) {
    Object.assign(this, { element, camera, scene, words: scene.words });
    this.name = scene.spoken({ zh: camera.name, en: camera.name_en || camera.name });
    element.querySelector("[data-name]").textContent = this.name;
    this.times_s = camera.pts_s.map((pts_s) => pts_s + (camera.t_offset_s ?? 0));
    this.stills = new Stills(camera.frame_url, camera.pts_s.length);
    this.canvas = element.querySelector("canvas");
    this.canvas.setAttribute("aria-label", this.name);
    this.outlines = element.querySelector("svg");
    this.caption = element.querySelector("[data-caption]");
    this.film = element.querySelector("video");
    this.problem = element.querySelector("[data-problem]");
    this.view = element.querySelector("[data-view]");
    this.picture = null;
    this.index = -1;
    const [width, height] = camera.size_px;
    this.window = new Window(this.view, {
      least: width / 40, most: width * 1.5, changed: () => this.#paint(),
    });
    new ResizeObserver(() => this.#fit()).observe(this.view);
    this.#fit();
    this.problem.querySelector("button").addEventListener("click", () => this.#look(time.now_s, true));
    document.addEventListener("review:flash", (event) => this.#flash(event.detail.tracks));
    this.stop = time.watch((t_s) => this.#look(t_s));
  }

  get frames_s() { return this.times_s; }

  /** Draw the outlines as they are now; the pictures do not change. */
  renew() {
    this.camera = this.scene.review.cameras.find((one) => one.clip === this.camera.clip) ?? this.camera;
    this.#paint();
  }

  /** Look closely at the parties' vehicles, or at the whole picture again; whether it is close now. */
  closer() {
    const outlines = Object.keys(this.camera.parties ?? {}).map((track) => this.camera.outlines?.[track]?.[this.index]);
    const points = outlines.filter(Boolean).flat();
    if (!this.window.isAtHome || !points.length) {
      this.window.fit();
      return false;
    }
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
    this.window.show({
      x: left - width * CLOSE_MARGIN, y: top - height * CLOSE_MARGIN,
      width: width * (1 + 2 * CLOSE_MARGIN), height: height * (1 + 2 * CLOSE_MARGIN),
    });
    return true;
  }

  /** Draw again what may have changed while the camera was not on show. */
  refresh() {
    this.#fit();
    this.#look(time.now_s, true);
  }

  #fit() {
    if (!this.view.clientWidth) return;
    const [width, height] = this.camera.size_px;
    const ratio = globalThis.devicePixelRatio || 1;
    this.canvas.width = Math.round(this.view.clientWidth * ratio);
    this.canvas.height = Math.round(this.view.clientHeight * ratio);
    this.window.setHome({ x: 0, y: 0, width, height });
  }

  #look(t_s, again = false) {
    if (!this.view.clientWidth || !this.film.hidden) return; // another camera, or the film, is on show
    const index = nearest(this.times_s, t_s);
    if (index < 0 || (index === this.asked && !again)) return;
    this.asked = index;
    this.element.classList.add("waiting");
    this.stills.ask(index, (picture, shown, hash) => this.#show(picture, shown, hash), () => this.#fail());
  }

  #show(picture, index, hash) {
    this.picture?.close();
    Object.assign(this, { picture, index });
    this.problem.hidden = true;
    this.element.classList.toggle("waiting", index !== this.asked);
    const t_s = this.times_s[index];
    this.caption.textContent = filled(this.words.frame, {
      number: index + 1, all: this.times_s.length, time: written(this.camera.pts_s[index], 3),
    });
    this.caption.title = hash ? `SHA-256 ${hash}` : "";
    this.canvas.setAttribute("aria-label", `${this.name}: ${sinceContact(this.words, t_s, this.scene.contact)}`);
    this.#paint();
    this.scene.firstFrame?.();
  }

  #fail() {
    this.problem.hidden = false;
    this.scene.firstFrame?.(); // everything else can be used
    this.element.classList.remove("waiting");
  }

  #paint() {
    const box = this.window.box;
    const context = this.canvas.getContext("2d");
    const scale = this.canvas.width / box.width;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    if (this.picture) {
      // The rendition of a frame may be smaller than the frame: it is laid over the frame's own pixels.
      const [width, height] = this.camera.size_px;
      context.setTransform(scale, 0, 0, scale, -box.x * scale, -box.y * scale);
      context.imageSmoothingEnabled = scale < SHARP_FROM;
      context.drawImage(this.picture, 0, 0, width, height);
    }
    this.outlines.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
    this.#outline();
  }

  #outline() {
    this.outlines.replaceChildren();
    for (const [track, byFrame] of Object.entries(this.camera.outlines ?? {})) {
      const outline = byFrame[this.index];
      if (!outline) continue;
      const look = this.scene.look(track, this.camera);
      const group = drawn(this.outlines, "g", { class: `vehicle ${look.kind}`, "data-track": track });
      drawn(group, "polygon", { points: pointsOf(outline), class: "halo" });
      drawn(group, "polygon", { points: pointsOf(outline), class: "edge" });
      const top = outline.reduce((best, point) => (point[1] < best[1] ? point : best));
      const size = this.window.box.width / (this.view.clientWidth || 1);
      drawn(group, "text", { x: top[0], y: top[1] - 5 * size, "font-size": LETTER_PX * size, class: "letter" }, look.letter);
    }
    this.#told();
    this.#mark();
  }

  // Where officers say that a vehicle was: dashed, beside the machine's own outline, and named theirs.
  #told() {
    const size = this.window.box.width / (this.view.clientWidth || 1);
    for (const [track, byFrame] of Object.entries(this.camera.outlines_told ?? {})) {
      const outline = byFrame[this.index];
      if (!outline) continue;
      const look = this.scene.look(track, this.camera);
      const group = drawn(this.outlines, "g", { class: `vehicle told ${look.kind}`, "data-track": track });
      for (const kind of ["halo", "edge"]) drawn(group, "polygon", { points: pointsOf(outline), class: kind });
      const low = outline.reduce((best, point) => (point[1] > best[1] ? point : best));
      const named = filled(this.words.told_place, { letter: look.letter });
      drawn(group, "text", { x: low[0], y: low[1] + 16 * size, "font-size": 13 * size, class: "letter" }, named);
    }
  }

  #flash(tracks) {
    this.flashed = new Set(tracks);
    this.#mark();
    clearTimeout(this.fading);
    this.fading = setTimeout(() => { this.flashed = null; this.#mark(); }, 1600);
  }

  #mark() {
    for (const group of this.outlines.querySelectorAll("[data-track]"))
      group.classList.toggle("flash", Boolean(this.flashed?.has(group.dataset.track)));
  }
}
