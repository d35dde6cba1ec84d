// A place an officer has in mind, before it is told: how far a vehicle stands from where it is
// drawn, in its own frame, or where and when the two touched; and the forms it is written into.

import { DEG_PER_RAD, poseAt } from "./measures.js";

const CENTIMETRE = 100;
const MILLISECOND = 1000;
const TENTH_OF_DEGREE = 10;

const rounded = (value, steps) => Math.round(value * steps) / steps + 0; // + 0 makes -0 zero
const formOf = (what) => document.querySelector(`#correct-${what} form`);

/** The moment as the forms have it. */
export const momentOf = (t_s) => rounded(t_s, MILLISECOND);

/** May this kind of thing be corrected on this page now? */
export const offered = (what) => Boolean(formOf(what));

/** How far `pose` is from `measured`, as its driver would say it: ahead, left, turned left. */
export function shiftOf(measured, pose) {
  const [east, north] = [pose.x_m - measured.x_m, pose.y_m - measured.y_m];
  const [cos, sin] = [Math.cos(measured.heading_rad), Math.sin(measured.heading_rad)];
  const turned_rad = pose.heading_rad - measured.heading_rad;
  return {
    ahead_m: rounded(east * cos + north * sin, CENTIMETRE),
    left_m: rounded(north * cos - east * sin, CENTIMETRE),
    turned_deg: rounded(Math.atan2(Math.sin(turned_rad), Math.cos(turned_rad)) * DEG_PER_RAD, TENTH_OF_DEGREE),
  };
}

/** Where the vehicle stands after such a shift from where it was measured. */
export function shifted(measured, { ahead_m, left_m, turned_deg }) {
  const [cos, sin] = [Math.cos(measured.heading_rad), Math.sin(measured.heading_rad)];
  return {
    x_m: measured.x_m + ahead_m * cos - left_m * sin,
    y_m: measured.y_m + ahead_m * sin + left_m * cos,
    heading_rad: measured.heading_rad + turned_deg / DEG_PER_RAD,
  };
}

/** The place of a footprint that is in the form: its track, moment, measured pose and shift. */
export function footprintTyped(scene) {
  const form = formOf("footprint");
  if (!form) return null;
  const track = scene.review.tracks.find((one) => one.id === form.elements.party.value.trim());
  const at_s = numberIn(form, "at_s");
  const measured = track && at_s !== null ? poseAt(track, at_s) : null;
  const shift = Object.fromEntries(["ahead_m", "left_m", "turned_deg"].map((name) => [name, numberIn(form, name) ?? 0]));
  if (!measured || !Object.values(shift).some(Boolean)) return null;
  return { track, at_s, measured, ...shift };
}

/** The contact that is in the form: its moment and, where one was said, its point. */
export function contactTyped() {
  const form = formOf("contact");
  const at_s = form && numberIn(form, "at_s");
  if (!form || at_s === null) return null;
  return { at_s, x_m: numberIn(form, "x_m"), y_m: numberIn(form, "y_m") };
}

/** Write into a form of corrections, and unfold it; the reason is left to the officer. */
export function write(what, values) {
  const form = formOf(what);
  if (!form) return;
  form.closest("details").open = true;
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value ?? "";
}

/** Write a point of the plan as the forms have it. */
export const pointOf = (x_m, y_m) => ({ x_m: rounded(x_m, CENTIMETRE), y_m: rounded(y_m, CENTIMETRE) });

/** Take a draft out of its form; what was chosen from a list stays. */
export function empty(what) {
  const form = formOf(what);
  for (const name of ["at_s", "ahead_m", "left_m", "turned_deg", "x_m", "y_m"])
    if (form?.elements[name]) form.elements[name].value = "";
}

/** Go where the reason is given. */
export function giveReason(what) {
  const field = formOf(what)?.elements.reason;
  if (!field) return;
  field.closest("details").open = true;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}

function numberIn(form, name) {
  const typed = form.elements[name].value.trim().replace(",", ".").replace("−", "-");
  const number = typed === "" ? Number.NaN : Number(typed);
  return Number.isFinite(number) ? number : null;
}
