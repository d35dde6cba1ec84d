// "Correct a place": on the plan a party's footprint, or the contact, is dragged, turned or moved
// by keys to where it was at the moment shown. The form of that correction is filled in on the
// way, and shows on the plan what is typed into it; nothing is sent before a reason is given.

import { time } from "./time.js";
import { corners, drawn, nose, poseAt } from "./measures.js";
import { contactInWords, drawSaid, footprintInWords } from "./placed.js";
import { contactTyped, empty, footprintTyped, giveReason, momentOf, offered, pointOf, shifted, shiftOf, write } from "./draft.js";
import { flipped, shape } from "./plan.js";

const REACH_PX = 22; // half of what a finger can touch
const HANDLE_PX = 34; // from the front edge to the handle one turns it by
const NUDGE_M = { fine: 0.1, coarse: 1 };
const TURN_RAD = Math.PI / 180;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const TURNS = { "[": 1, "]": -1 }; // to the left is against the clock

export class Placing {
  constructor(bench, plan, scene, player) {
    Object.assign(this, { bench, plan, scene, player, on: false, chosen: "", held: null });
    this.panel = bench.querySelector("[data-placing]");
    this.button = bench.querySelector("[data-do=place]");
    this.told = this.panel.querySelector("[data-placed]");
    this.panel.querySelector("[data-placing-reason]").addEventListener("click", () => giveReason(this.#what()));
    this.panel.querySelector("[data-placing-back]").addEventListener("click", () => this.#putBack());
    this.panel.querySelector("[data-placing-leave]").addEventListener("click", () => this.leave());
    const first = { capture: true }; // before the plan itself is moved by it
    plan.view.addEventListener("pointerdown", (event) => this.#press(event), first);
    plan.view.addEventListener("pointermove", (event) => this.#drag(event), first);
    for (const end of ["pointerup", "pointercancel"])
      plan.view.addEventListener(end, () => { this.held = null; }, first);
    plan.view.addEventListener("keydown", (event) => this.#key(event), first);
    document.addEventListener("keydown", (event) => this.#escape(event));
    document.addEventListener("input", (event) => this.#typed(event.target));
    plan.overlay((group, t_s) => this.#draw(group, t_s));
    time.watch((t_s) => this.#moment(t_s));
    this.renew();
  }

  /** The figures are new, and the forms with them: nothing is in hand any more. */
  renew() {
    const { parties, review } = this.scene;
    this.vehicles = offered("footprint") ? (parties.length ? parties : review.tracks) : [];
    this.contact = offered("contact") && review.contact ? review.contact : null;
    this.button.hidden = !this.vehicles.length;
    const choices = this.vehicles.map((track) => [track.id, this.scene.look(track.id).name]);
    if (this.contact) choices.push(["contact", this.scene.words.contact]);
    this.chosen = "";
    this.panel.querySelector("[data-placing-choices]").replaceChildren(...choices.map(([what, name]) => this.#choice(what, name)));
    this.leave();
  }

  toggle() {
    if (this.on) this.leave();
    else this.enter();
  }

  enter() {
    if (this.button.hidden) return;
    this.player.stop();
    this.on = true;
    this.#show();
    this.choose(this.chosen || this.vehicles[0].id);
  }

  /** What is in the form stays there, and on the plan. */
  leave() {
    this.on = false;
    this.held = null;
    this.#show();
    this.plan.redraw();
  }

  choose(what) {
    this.chosen = what;
    for (const one of this.panel.querySelectorAll("[data-place-of]"))
      one.setAttribute("aria-pressed", String(one.dataset.placeOf === what));
    this.#moment(time.now_s);
    this.plan.view.focus({ preventScroll: true });
    this.plan.redraw();
    this.#tell();
  }

  #what() { return this.chosen === "contact" ? "contact" : "footprint"; }

  #show() {
    this.panel.hidden = !this.on;
    this.plan.view.classList.toggle("is-placing", this.on);
    this.button.setAttribute("aria-pressed", String(this.on));
  }

  #choice(what, name) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "tool named", textContent: name });
    button.dataset.placeOf = what;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => this.choose(what));
    return button;
  }

  // The contact is told of the moment shown; its point only where somebody has moved it.
  #moment(t_s) {
    if (!this.on || this.#what() !== "contact") return;
    const [party, other] = this.contact.tracks;
    write("contact", { party, other, at_s: momentOf(t_s) });
    this.#tell();
  }

  /** Where the chosen thing is now, as said or else as measured; null where it is not known. */
  #pose() {
    if (this.#what() === "contact") {
      const said = contactTyped();
      return said && said.x_m !== null && said.y_m !== null ? said : this.contact;
    }
    const track = this.vehicles.find((one) => one.id === this.chosen);
    const said = footprintTyped(this.scene);
    const now_s = momentOf(time.now_s);
    if (said && said.track === track && said.at_s === now_s) return shifted(said.measured, said);
    return track ? poseAt(track, now_s) : null;
  }

  #put(pose) {
    if (this.#what() === "contact") {
      write("contact", pointOf(pose.x_m, pose.y_m));
    } else {
      const at_s = momentOf(time.now_s);
      const track = this.vehicles.find((one) => one.id === this.chosen);
      write("footprint", { party: track.id, at_s, ...shiftOf(poseAt(track, at_s), pose) });
    }
    this.plan.redraw();
    this.#tell();
  }

  #putBack() {
    empty(this.#what());
    this.#moment(time.now_s);
    this.plan.redraw();
    this.#tell();
    this.plan.view.focus({ preventScroll: true });
  }

  #typed(field) {
    if (!field.closest?.("#correct-footprint, #correct-contact")) return;
    this.plan.redraw();
    this.#tell();
  }

  #press(event) {
    if (!this.on || event.button !== 0 || event.target.closest("button")) return;
    const place = flipped(this.plan.window.placeOf(event));
    const what = this.#under(place);
    if (!what) return;
    event.stopImmediatePropagation();
    if (what.of !== this.chosen) this.choose(what.of);
    const pose = this.#pose();
    this.held = { id: event.pointerId, ahead: what.ahead, off: [pose.x_m - place[0], pose.y_m - place[1]] };
    this.plan.view.setPointerCapture(event.pointerId);
    this.plan.view.focus({ preventScroll: true });
  }

  #drag(event) {
    if (this.held?.id !== event.pointerId) return;
    event.stopImmediatePropagation();
    const [x_m, y_m] = flipped(this.plan.window.placeOf(event));
    const pose = this.#pose();
    if (!pose) return;
    const ahead = this.held.ahead;
    if (ahead) this.#put({ ...pose, heading_rad: Math.atan2(ahead * (y_m - pose.y_m), ahead * (x_m - pose.x_m)) });
    else this.#put({ ...pose, x_m: x_m + this.held.off[0], y_m: y_m + this.held.off[1] });
  }

  /** What is at this place of the plan: the chosen thing before the others, its handle first. */
  #under([x_m, y_m]) {
    const reach_m = REACH_PX * this.plan.perPixel_m;
    const near = (place) => Math.hypot(place[0] - x_m, place[1] - y_m) <= reach_m;
    const now_s = momentOf(time.now_s);
    const pose = this.#pose();
    const chosen = this.vehicles.find((one) => one.id === this.chosen);
    const handle = pose && chosen && this.#handle(pose, chosen);
    if (handle && near(handle.place)) return { of: chosen.id, ahead: handle.ahead };
    if (pose && chosen && within(pose, chosen, x_m, y_m)) return { of: chosen.id };
    if (pose && !chosen && near([pose.x_m, pose.y_m])) return { of: "contact" };
    const other = this.vehicles.find((one) => one !== chosen && within(poseAt(one, now_s), one, x_m, y_m));
    if (other) return { of: other.id };
    return pose && near([pose.x_m, pose.y_m]) ? { of: this.chosen } : null;
  }

  /** The handle to turn it by: before its front, or behind it where that is out of sight. */
  #handle(pose, track) {
    const arm_m = track.length_m + 2 * HANDLE_PX * this.plan.perPixel_m;
    const ends = [1, -1].map((ahead) => ({ ahead, place: nose(pose, ahead * arm_m), foot: nose(pose, ahead * track.length_m) }));
    const { x, y, width, height } = this.plan.window.box;
    const inSight = ([x_m, y_m]) => x_m > x && x_m < x + width && -y_m > y && -y_m < y + height;
    return ends.find((end) => inSight(end.place)) ?? ends[0];
  }

  #key(event) {
    if (!this.on || event.ctrlKey || event.metaKey || event.altKey || event.target !== this.plan.view) return;
    const pose = this.#pose();
    const step_m = event.shiftKey ? NUDGE_M.coarse : NUDGE_M.fine;
    const [right, up] = ARROWS[event.key] ?? [0, 0];
    const turned = this.#what() === "contact" ? 0 : TURNS[event.key] ?? 0;
    if (event.key === "Enter") giveReason(this.#what());
    else if (pose && (right || up)) this.#put({ ...pose, x_m: pose.x_m + right * step_m, y_m: pose.y_m + up * step_m });
    else if (pose && turned) this.#put({ ...pose, heading_rad: pose.heading_rad + turned * TURN_RAD });
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #escape(event) {
    if (!this.on || event.key !== "Escape" || event.target.closest?.("dialog, input, textarea, select")) return;
    this.leave();
    this.button.focus({ preventScroll: true });
  }

  #tell() {
    if (!this.on) return;
    this.told.textContent = this.#what() === "contact" ? contactInWords(this.scene) : footprintInWords(this.scene, this.chosen);
  }

  #draw(group, t_s) {
    drawSaid(group, this.plan, this.scene);
    const track = this.on && this.vehicles.find((one) => one.id === this.chosen);
    const pose = track && poseAt(track, t_s) && this.#pose();
    if (!pose) return;
    const handle = this.#handle(pose, track);
    drawn(group, "polygon", { points: shape(corners(pose, track.length_m, track.width_m)), class: "in-hand" });
    drawn(group, "polyline", { points: shape([handle.foot, handle.place]), class: "handle-arm" });
    drawn(group, "circle", { cx: handle.place[0], cy: -handle.place[1], r: 9 * this.plan.perPixel_m, class: "handle" });
  }
}

function within(pose, track, x_m, y_m) {
  if (!pose) return false;
  const { ahead_m, left_m } = shiftOf(pose, { x_m, y_m, heading_rad: pose.heading_rad });
  return Math.abs(ahead_m) <= track.length_m / 2 && Math.abs(left_m) <= track.width_m / 2;
}
