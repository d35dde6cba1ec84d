// Running the accident at its own pace or a quarter of it. Where there is a film of the camera it
// runs in the still's place, marked as context; everything else follows its time. When it stops,
// the analysed frame of that moment takes its place again.

import { time } from "./time.js";

const SLOW = 0.25;

export class Player {
  constructor(bench, cameras) {
    Object.assign(this, { bench, cameras, pace: 1, running: false });
    this.button = bench.querySelector("[data-do=play]");
  }

  toggle() { return this.running ? this.stop() : this.start(); }

  changePace() {
    this.pace = this.pace === 1 ? SLOW : 1;
    if (this.film) this.film.playbackRate = this.pace;
    this.bench.querySelector("[data-do=pace]").setAttribute("aria-pressed", String(this.pace !== 1));
  }

  start() {
    if (time.now_s >= time.limits.to_s - 0.02) time.go(time.shown.from_s);
    this.#mark(true);
    const shown = this.cameras.find((one) => !one.element.hidden);
    this.film = null;
    if (shown?.camera.video_url) this.#fetchFilm(shown);
    this.before_ms = null;
    requestAnimationFrame((now_ms) => this.#tick(now_ms));
  }

  stop() {
    this.#mark(false);
    this.film?.pause();
    if (this.film) this.film.hidden = true;
    this.film = null;
    for (const camera of this.cameras) if (!camera.element.hidden) camera.refresh();
  }

  #mark(running) {
    this.running = running;
    this.button.setAttribute("aria-pressed", String(running));
    this.bench.classList.toggle("playing", running);
  }

  // The film is made when first asked for; until it is there the drawings run alone.
  async #fetchFilm(shown) {
    const film = shown.element.querySelector("video");
    if (!film.src) {
      const answer = await fetch(shown.camera.video_url, { method: "HEAD", credentials: "same-origin" }).catch(() => null);
      if (answer?.status !== 200 && answer?.status !== 206) return;
      film.src = shown.camera.video_url;
    }
    if (this.running && !this.film) this.#run(film, shown);
  }

  #run(film, shown) {
    this.film = film;
    this.offset_s = shown.camera.t_offset_s ?? 0;
    film.currentTime = time.now_s - this.offset_s;
    film.playbackRate = this.pace;
    film.onplaying = () => { film.hidden = !this.running; };
    film.onended = () => this.stop();
    // No film, no matter: the drawings run by the clock of this page.
    film.onerror = () => { film.hidden = true; this.film = null; };
    film.play().catch(() => { this.film = null; });
  }

  #tick(now_ms) {
    if (!this.running) return;
    if (this.film) {
      if (!this.film.seeking && this.film.readyState > 2) time.go(this.film.currentTime + this.offset_s);
    } else if (this.before_ms !== null) {
      time.go(time.now_s + ((now_ms - this.before_ms) / 1000) * this.pace);
    }
    this.before_ms = now_ms;
    if (time.now_s >= time.limits.to_s) this.stop();
    else requestAnimationFrame((next_ms) => this.#tick(next_ms));
  }
}
