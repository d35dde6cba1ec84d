// Everything that happened, on one line of time: what each party did, the signals, the contact.
// Marks are buttons; [ and ] walk from one to the next; the slider above them is the shared time.

import { flash, time } from "./time.js";
import { filled, sinceContact, written } from "./measures.js";

const SMALLEST_STEP_S = 0.001;
const SAME_MOMENT_S = 0.005;

export class Timeline {
  constructor(element, scene) {
    Object.assign(this, { element, scene, words: scene.words });
    this.slider = element.querySelector("input[type=range]");
    this.rows = element.querySelector("[data-rows]");
    this.slider.addEventListener("input", () => time.go(Number(this.slider.value)));
    this.renew();
    time.watch((t_s, shown) => this.#follow(t_s, shown));
  }

  /** Show the events as they are now. */
  renew() {
    this.events = [...this.scene.review.events].sort((one, other) => one.t_s - other.t_s);
    this.placed = null;
    this.#build();
    this.#follow(time.now_s, time.shown);
  }

  /** Go to the next event in this direction, +1 or -1. */
  walk(direction) {
    const later = (one) => (one.t_s - time.now_s) * direction > SAME_MOMENT_S;
    const found = direction > 0 ? this.events.find(later) : this.events.findLast(later);
    if (found) this.#visit(found);
  }

  #visit(event) {
    time.go(event.t_s);
    if (event.track) flash([event.track]);
    this.scene.say(this.#told(event));
  }

  #told(event) {
    return filled(this.words.event, { what: this.scene.spoken(event), time: written(event.t_s, 2) });
  }

  #build() {
    this.rows.replaceChildren();
    const { review, parties } = this.scene;
    for (const track of parties)
      this.#row(this.scene.look(track.id).name, this.events.filter((one) => one.track === track.id), track.party);
    const others = this.events.filter((one) => one.track && !parties.some((track) => track.id === one.track));
    if (others.length) this.#row(this.words.others, others, "X");
    this.#row(this.words.contact, this.events.filter((one) => one.kind === "contact" && !one.track), "contact");
    for (const signal of together(review.signals ?? [])) this.#signals(signal);
  }

  #row(name, events, kind) {
    const track = this.#newRow(name, kind);
    for (const event of events) this.#mark(track, event);
    if (!events.length) track.classList.add("nothing");
  }

  #newRow(name, kind) {
    const row = document.createElement("div");
    row.className = `event-row ${kind ?? ""}`;
    const label = document.createElement("span");
    label.className = "event-name";
    label.textContent = name;
    const track = document.createElement("div");
    track.className = "event-track";
    row.append(label, track);
    this.rows.append(row);
    return track;
  }

  #mark(track, event) {
    if (event.interval_s) {
      const span = document.createElement("span");
      span.className = "event-span";
      [span.dataset.from, span.dataset.to] = event.interval_s;
      track.append(span);
    }
    const mark = document.createElement("button");
    mark.type = "button";
    mark.className = `event-mark kind-${event.kind}`;
    mark.dataset.from = event.t_s;
    mark.title = this.#told(event);
    const name = document.createElement("span");
    name.className = "sr";
    name.textContent = mark.title;
    mark.append(name);
    mark.addEventListener("click", () => this.#visit(event));
    track.append(mark);
    const brief = this.words.kinds[event.kind];
    if (!brief || event.kind === "contact") return;
    const label = document.createElement("span");
    label.className = "event-label";
    label.setAttribute("aria-hidden", "true"); // the mark says it at length
    label.dataset.from = event.t_s;
    label.textContent = brief;
    track.append(label);
  }

  #signals({ approach, phases }) {
    const track = this.#newRow(filled(this.words.signal, { approach }), "signal");
    for (const [place, [from_s, phase]] of phases.entries()) {
      const bar = document.createElement("span");
      bar.className = `phase phase-${phase}`;
      bar.dataset.from = from_s;
      bar.dataset.to = phases[place + 1]?.[0] ?? time.limits.to_s;
      bar.textContent = this.words.phases[phase] ?? phase;
      track.append(bar);
    }
  }

  #follow(t_s, shown) {
    const length_s = shown.to_s - shown.from_s || 1;
    const share = (at_s) => ((at_s - shown.from_s) / length_s) * 100;
    if (this.placed !== shown) {
      this.placed = shown;
      Object.assign(this.slider, { min: shown.from_s, max: shown.to_s, step: SMALLEST_STEP_S });
      for (const one of this.rows.querySelectorAll("[data-from]")) this.#place(one, share);
      for (const row of this.rows.children) uncrowd([...row.querySelectorAll(".event-label:not([hidden])")]);
    }
    this.slider.value = t_s;
    this.slider.setAttribute("aria-valuetext",
      `${written(t_s, 2)} s, ${sinceContact(this.words, t_s, this.scene.review.contact)}`);
    this.element.style.setProperty("--now", share(t_s) / 100);
  }

  #place(one, share) {
    const from = share(Number(one.dataset.from));
    if (!one.dataset.to) {
      one.style.left = `${from}%`;
      one.hidden = from < 0 || from > 100;
      return;
    }
    const [left, right] = [Math.max(0, from), Math.min(100, share(Number(one.dataset.to)))];
    one.hidden = right <= left;
    one.style.left = `${left}%`;
    one.style.width = `${right - left}%`;
  }
}

// A label that would run into the next one, or out of the row, is left to the mark's own words.
function uncrowd(labels) {
  for (const [place, label] of labels.entries()) {
    const next = labels[place + 1]?.offsetLeft ?? label.parentElement.clientWidth;
    label.classList.toggle("crowded", label.offsetLeft + label.offsetWidth > next);
  }
}

// Approaches whose lights change alike are one row.
function together(signals) {
  const rows = new Map();
  for (const { approach, phases } of signals) {
    const alike = JSON.stringify(phases);
    rows.set(alike, { approach: rows.has(alike) ? `${rows.get(alike).approach}, ${approach}` : approach, phases });
  }
  return [...rows.values()];
}
