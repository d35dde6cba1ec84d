// Speed, gap and heading over time with their 95 % bands, one above the other on one time axis.
// Press or drag anywhere to go to that moment.

import { time } from "./time.js";
import { KMH_PER_MPS, unwrapped } from "./measures.js";

const AXIS_PX = 44;
const FAINT = 0.22; // of a band's fill

const kindOf = (track, { parties }) => track.party ?? "AB"[parties.indexOf(track)];

/** What each chart draws: columns of time, value and, where there is a band, its two edges. */
function chartsOf(scene) {
  const { review, parties } = scene;
  const speed = parties.map((track) => ({
    kind: kindOf(track, scene),
    t_s: track.t_s,
    value: track.speed_mps.map((mps) => mps * KMH_PER_MPS),
    low: track.speed_low_mps?.map((mps) => mps * KMH_PER_MPS),
    high: track.speed_high_mps?.map((mps) => mps * KMH_PER_MPS),
  }));
  const heading = parties.map((track) => ({
    kind: kindOf(track, scene),
    t_s: track.t_s,
    value: unwrapped(track.heading_rad).map((rad) => scene.bearing_deg(rad)),
  }));
  const gap = review.gap && [
    { kind: "gap", t_s: review.gap.t_s, value: review.gap.gap_m, low: review.gap.low_m, high: review.gap.high_m },
  ];
  return { speed, gap, heading: heading.map(brought) };
}

// Whole turns are taken off, so that two cars facing alike are drawn alike.
function brought(curve) {
  const turns = Math.floor((curve.value[0] ?? 0) / 360) * 360;
  return { ...curve, value: curve.value.map((deg) => deg - turns) };
}

// Half a degree of noise must not look like a swerve.
const LEAST_DEG = 24;
function widened(plot, low, high) {
  const spare = Math.max(0, LEAST_DEG - (high - low)) / 2;
  return [low - spare - 2, high + spare + 2];
}

export class Curves {
  constructor(element, scene) {
    Object.assign(this, { element, scene });
    this.plots = [];
    this.#build();
    const scheme = globalThis.matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", () => this.#build()); // the canvas keeps no tokens
    new ResizeObserver(() => this.#resize()).observe(element);
    time.watch((t_s, shown) => this.#follow(t_s, shown));
  }

  /** Draw the figures as they are now. */
  renew() { this.#build(); }

  #build() {
    for (const { plot } of this.plots) plot.destroy();
    this.plots = [];
    for (const [name, curves] of Object.entries(chartsOf(this.scene))) {
      const place = this.element.querySelector(`[data-curve="${name}"]`);
      place.closest(".curve-row").hidden = !curves?.length;
      if (curves?.length) this.plots.push(this.#plot(place, curves, name === "heading"));
    }
    this.#follow(time.now_s, time.shown);
  }

  #plot(place, curves, fitted) {
    const colours = getComputedStyle(place);
    const colour = (name) => colours.getPropertyValue(name).trim();
    const columns = curves.map((one) => (one.low ? [one.t_s, one.low, one.high, one.value] : [one.t_s, one.value]));
    const series = [{}];
    const bands = [];
    for (const one of curves) {
      const ink = colour(`--curve-${one.kind}`);
      if (one.low) {
        series.push({ points: { show: false }, width: 0 }, { points: { show: false }, width: 0 });
        bands.push({ series: [series.length - 1, series.length - 2], fill: this.#faint(ink) });
      }
      series.push({ stroke: ink, width: 1.75, points: { show: false }, dash: one.kind === "B" ? [7, 3] : undefined });
    }
    const ground = fitted ? widened : (plot, low, high) => [Math.min(0, low), Math.max(1, high * 1.06)];
    const plot = new globalThis.uPlot({
      width: place.clientWidth, height: place.clientHeight, series, bands,
      legend: { show: false }, cursor: { show: false }, padding: [6, 8, 7, 0],
      scales: { x: { time: false, range: () => [time.shown.from_s, time.shown.to_s] }, y: { range: ground } },
      axes: [{ show: false }, this.#axis(colour)],
    }, globalThis.uPlot.join(columns), place);
    const line = document.createElement("div");
    line.className = "now-line";
    plot.over.append(line);
    this.#scrub(plot);
    return { plot, line, place };
  }

  #axis(colour) {
    return {
      size: AXIS_PX, space: 22, stroke: colour("--ink-soft"), font: `11px ${colour("--sans")}`,
      grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false },
    };
  }

  #faint(colour) {
    const [red, green, blue] = [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16));
    return `rgba(${red}, ${green}, ${blue}, ${FAINT})`;
  }

  #scrub(plot) {
    const go = (event) => {
      const left = event.clientX - plot.over.getBoundingClientRect().left;
      time.go(plot.posToVal(left, "x"));
    };
    plot.over.addEventListener("pointerdown", (event) => {
      plot.over.setPointerCapture(event.pointerId);
      go(event);
    });
    plot.over.addEventListener("pointermove", (event) => {
      if (plot.over.hasPointerCapture(event.pointerId)) go(event);
    });
  }

  #resize() {
    for (const { plot, place } of this.plots) {
      const [width, height] = [place.clientWidth, place.clientHeight];
      if (width && (width !== plot.width || height !== plot.height)) plot.setSize({ width, height });
    }
    this.#follow(time.now_s, time.shown);
  }

  #follow(t_s, shown) {
    for (const { plot, line } of this.plots) {
      if (plot.scales.x.min !== shown.from_s || plot.scales.x.max !== shown.to_s)
        plot.setScale("x", { min: shown.from_s, max: shown.to_s });
      const share = (t_s - shown.from_s) / (shown.to_s - shown.from_s || 1);
      line.style.left = `${share * 100}%`;
    }
  }
}
