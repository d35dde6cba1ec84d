// The values at the shared time in words: beside each curve for the eye, and as one sentence for
// a screen reader, said only when the time has rested for a moment.

import { time } from "./time.js";
import { at, filled, KMH_PER_MPS, poseAt, sinceContact, speedsAt, written } from "./measures.js";

const REST_MS = 700;

export class Readings {
  constructor(element, scene) {
    Object.assign(this, { element, scene, words: scene.words });
    this.clock = element.querySelector("[data-clock]");
    this.since = element.querySelector("[data-since]");
    this.spoken = element.querySelector("[data-spoken]");
    this.tables = Object.fromEntries(
      [...element.querySelectorAll("[data-readings]")].map((one) => [one.dataset.readings, one]),
    );
    time.watch((t_s) => this.#tell(t_s));
  }

  /** Say one sentence at once, as when somebody has walked to an event. */
  say(sentence) {
    clearTimeout(this.resting);
    this.spoken.textContent = sentence;
  }

  #tell(t_s) {
    const { review, parties } = this.scene;
    this.clock.textContent = `${written(t_s, 2)} s`;
    this.since.textContent = sinceContact(this.words, t_s, review.contact);
    const poses = parties.map((track) => [track, poseAt(track, t_s)]);
    const told = poses.map(([track, pose]) => this.#vehicle(track, pose, t_s));
    const gap_m = review.gap && at(review.gap.t_s, review.gap.gap_m, t_s);
    const gap = gap_m == null ? "–" : `${written(gap_m, 2)} m`;
    this.#fill("speed", told.map((one) => [one.kind, one.speed, one.interval]));
    this.#fill("heading", told.map((one) => [one.kind, one.heading, ""]));
    this.#fill("gap", [["gap", gap, this.#between(review.gap, t_s)]]);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.#say(t_s, told, gap), REST_MS);
  }

  #vehicle(track, pose, t_s) {
    const { name } = this.scene.look(track.id);
    const kind = track.party ?? "AB"[this.scene.parties.indexOf(track)];
    if (!pose || pose.speed_mps === null) return { kind, name, speed: this.words.not_seen, interval: "", heading: "–" };
    const bearing = ((this.scene.bearing_deg(pose.heading_rad) % 360) + 360) % 360;
    return {
      kind, name,
      ...this.#speed(track, t_s),
      heading: `${written(bearing, 0)}°`,
    };
  }

  // At the contact a speed is two: the one that was driven, and what the push made of it.
  #speed(track, t_s) {
    const kmh = (mps) => written(mps * KMH_PER_MPS, 1);
    const speeds = speedsAt(track, t_s, this.scene.review.contact);
    const banded = speeds.filter((one) => one.low_mps !== null);
    return {
      speed: `${speeds.map((one) => kmh(one.mps)).join(" → ")} km/h`,
      interval: banded.map((one) => `[${kmh(one.low_mps)}, ${kmh(one.high_mps)}]`).join(" → "),
    };
  }

  #between(gap, t_s) {
    if (!gap?.low_m) return "";
    const [low_m, high_m] = [at(gap.t_s, gap.low_m, t_s), at(gap.t_s, gap.high_m, t_s)];
    return low_m === null ? "" : `[${written(low_m, 2)}, ${written(high_m, 2)}]`;
  }

  #fill(name, rows) {
    const table = this.tables[name];
    if (!table) return;
    table.replaceChildren(...rows.map(([kind, value, interval]) => {
      const row = document.createElement("p");
      row.className = `reading reading-${kind}`;
      for (const [part, text] of [["reading-who", kind.length === 1 ? this.words.letter[kind] : ""], ["reading-value", value], ["reading-interval", interval]]) {
        if (!text) continue;
        const span = document.createElement("span");
        span.className = part;
        span.textContent = text;
        row.append(span);
      }
      return row;
    }));
  }

  #say(t_s, told, gap) {
    const vehicles = told.map((one) => `${one.name} ${one.speed}`).join(this.words.comma);
    this.spoken.textContent = filled(this.words.at_this_moment, {
      time: written(t_s, 2), since: sinceContact(this.words, t_s, this.scene.review.contact), vehicles, gap,
    });
  }
}
