// A place an officer has in mind, on the plan and in words: before, after, and the way between.

import { time } from "./time.js";
import { corners, drawn, filled, nose, written } from "./measures.js";
import { contactTyped, footprintTyped, shifted } from "./draft.js";
import { shape } from "./plan.js";

const MARK_PX = 9;
const LETTER_PX = 15;

const hasPoint = (said) => said && said.x_m !== null && said.y_m !== null;

/** Draw what stands in the forms over the vehicles as measured. */
export function drawSaid(group, plan, scene) {
  const said = footprintTyped(scene);
  if (said) drawFootprint(group, plan, scene.look(said.track.id), said);
  const touched = contactTyped();
  if (hasPoint(touched))
    drawn(group, "circle", { cx: touched.x_m, cy: -touched.y_m, r: MARK_PX * plan.perPixel_m, class: "placed-contact" });
}

function drawFootprint(group, plan, { kind, letter }, said) {
  const pose = shifted(said.measured, said);
  const outline = (one) => shape(corners(one, said.track.length_m, said.track.width_m));
  drawn(group, "polygon", { points: outline(said.measured), class: `before ${kind}` });
  drawn(group, "polygon", { points: outline(pose), class: `placed ${kind}` });
  const centres = [[said.measured.x_m, said.measured.y_m], [pose.x_m, pose.y_m]];
  for (const line of [centres, [centres[1], nose(pose, said.track.length_m)]])
    drawn(group, "polyline", { points: shape(line), class: "shift" });
  const size = LETTER_PX * plan.perPixel_m;
  drawn(group, "text", { x: pose.x_m, y: -pose.y_m + size * 0.36, "font-size": size, class: "letter" }, `${letter}′`);
}

/** "Party A at 5.82 s: 0.40 m ahead, turned 2.0° left", or how to begin. */
export function footprintInWords(scene, chosen) {
  const { words } = scene;
  const said = footprintTyped(scene);
  if (!said || said.track.id !== chosen) return words.placed_nothing;
  const told = [
    [said.ahead_m, words.placed_ahead, words.placed_behind, 2],
    [said.left_m, words.placed_left, words.placed_right, 2],
    [said.turned_deg, words.turned_left, words.turned_right, 1],
  ]
    .filter(([value]) => value)
    .map(([value, more, less, decimals]) => filled(value > 0 ? more : less, { value: written(Math.abs(value), decimals) }));
  return filled(words.placed, {
    vehicle: scene.look(chosen).name, time: written(said.at_s, 2), where: told.join(words.comma),
  });
}

/** When, and where it was moved: at which point, the two are said to have touched. */
export function contactInWords({ words }) {
  const said = contactTyped();
  return filled(hasPoint(said) ? words.placed_contact : words.placed_moment, {
    time: written(said?.at_s ?? time.now_s, 2), x: written(said?.x_m ?? 0, 2), y: written(said?.y_m ?? 0, 2),
  });
}
