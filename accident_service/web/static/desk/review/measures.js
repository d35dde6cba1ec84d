// Numbers between samples, footprints, and how they are written: shared by all views.

/** Index of the sample nearest to t_s in an increasing list; -1 in an empty one. */
export function nearest(times_s, t_s) {
  const after = firstAtOrAfter(times_s, t_s);
  if (after === 0) return times_s.length ? 0 : -1;
  if (after === times_s.length) return after - 1;
  return t_s - times_s[after - 1] <= times_s[after] - t_s ? after - 1 : after;
}

/** Index of the first sample at or after t_s; the list's length where there is none. */
export function firstAtOrAfter(times_s, t_s) {
  let [low, high] = [0, times_s.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times_s[middle] < t_s) low = middle + 1;
    else high = middle;
  }
  return low;
}

const SLACK_S = 0.06; // a pose is shown this long before its first and after its last sample
const LONGEST_GAP_S = 1.0; // over longer ones nothing is said

/** Value of a column at t_s, straight between samples; null where the track says nothing. */
export function at(times_s, values, t_s) {
  const last = times_s.length - 1;
  if (last < 0 || t_s < times_s[0] - SLACK_S || t_s > times_s[last] + SLACK_S) return null;
  const after = Math.min(last, firstAtOrAfter(times_s, t_s));
  const before = Math.max(0, after - (times_s[after] > t_s ? 1 : 0));
  const span_s = times_s[after] - times_s[before];
  if (span_s > LONGEST_GAP_S || values[after] == null || values[before] == null) return null;
  const share = span_s > 0 ? Math.min(1, Math.max(0, (t_s - times_s[before]) / span_s)) : 0;
  return values[before] + share * (values[after] - values[before]);
}

/** Headings without jumps at the half circle, so that they can be drawn and averaged. */
export function unwrapped(headings_rad) {
  const whole = [];
  for (const heading of headings_rad) {
    const last = whole.at(-1) ?? heading;
    whole.push(heading + 2 * Math.PI * Math.round((last - heading) / (2 * Math.PI)));
  }
  return whole;
}

/** Where a track's vehicle is at t_s, or null. */
export function poseAt(track, t_s) {
  const x_m = at(track.t_s, track.x_m, t_s);
  if (x_m === null) return null;
  track.course_rad ??= unwrapped(track.heading_rad);
  const value = (name) => (track[name] ? at(track.t_s, track[name], t_s) : null);
  return {
    x_m,
    y_m: value("y_m"),
    heading_rad: at(track.t_s, track.course_rad, t_s),
    sx_m: value("sx_m") ?? 0,
    sy_m: value("sy_m") ?? 0,
    rho_xy: value("rho_xy") ?? 0,
    speed_mps: value("speed_mps"),
    speed_low_mps: value("speed_low_mps"),
    speed_high_mps: value("speed_high_mps"),
    seen: track.seen ? Boolean(track.seen[nearest(track.t_s, t_s)]) : true,
  };
}

const SAME_MOMENT_S = 0.005;

/** Is this the moment of the contact itself? */
export const isContact = (t_s, contact) => Boolean(contact) && Math.abs(t_s - contact.t_s) < SAME_MOMENT_S;

/**
 * What a track says of its speed at t_s: once; at the contact twice, before it and after; never
 * between the two, a speed that nobody drove.
 */
export function speedsAt(track, t_s, contact) {
  const sample = (row) => ({
    mps: track.speed_mps[row], low_mps: track.speed_low_mps?.[row] ?? null, high_mps: track.speed_high_mps?.[row] ?? null,
  });
  const after = firstAtOrAfter(track.t_s, contact?.t_s ?? Infinity);
  const split = after > 0 && after < track.t_s.length && t_s >= track.t_s[after - 1] && t_s <= track.t_s[after];
  if (split && isContact(t_s, contact)) return [sample(after - 1), sample(after)];
  if (split) return [sample(t_s < contact.t_s ? after - 1 : after)];
  const value = (name) => (track[name] ? at(track.t_s, track[name], t_s) : null);
  return [{ mps: value("speed_mps"), low_mps: value("speed_low_mps"), high_mps: value("speed_high_mps") }];
}

/** The four corners of a footprint in metres: front left, front right, rear right, rear left. */
export function corners(pose, length_m, width_m) {
  const [forward, side] = [length_m / 2, width_m / 2];
  const [cos, sin] = [Math.cos(pose.heading_rad), Math.sin(pose.heading_rad)];
  return [[forward, side], [forward, -side], [-forward, -side], [-forward, side]].map(
    ([along, left]) => [pose.x_m + along * cos - left * sin, pose.y_m + along * sin + left * cos],
  );
}

/** The middle of a pose's front edge, where its nose mark ends. */
export function nose(pose, length_m) {
  return [
    pose.x_m + (length_m / 2) * Math.cos(pose.heading_rad),
    pose.y_m + (length_m / 2) * Math.sin(pose.heading_rad),
  ];
}

/** A number as people write it: a real minus sign, and none before zero. */
export function written(number, decimals) {
  const text = number.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

export const KMH_PER_MPS = 3.6;
export const DEG_PER_RAD = 180 / Math.PI;

/** Put values where a sentence of the page has {name}. */
export const filled = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** "0.40 s before contact" and the like, or the plain time where there was no contact. */
export function sinceContact(words, t_s, contact) {
  if (!contact) return filled(words.at_time, { time: written(t_s, 2) });
  const since_s = t_s - contact.t_s;
  if (isContact(t_s, contact)) return words.at_contact;
  const sentence = since_s < 0 ? words.before_contact : words.after_contact;
  return filled(sentence, { time: written(Math.abs(since_s), 2) });
}

const SVG = "http://www.w3.org/2000/svg";

/** A new SVG element with these attributes, put into its parent. */
export function drawn(parent, kind, attributes = {}, text = "") {
  const element = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  parent.append(element);
  return element;
}

/** Points as an SVG attribute wants them. */
export const pointsOf = (points) => points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" ");
