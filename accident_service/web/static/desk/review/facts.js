// Findings and facts lead to their moment: a click sets the shared time and makes the vehicles
// concerned stand out in every view. A supposition shows its course on the plan.

import { flash, time } from "./time.js";
import { nearest } from "./measures.js";

const NEAR_S = 0.05;

/** Follow every link that names a moment, now and after parts of the page have been replaced. */
export function followMoments(scene) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-at]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    time.go(Number(link.dataset.at) + scene.offsetOf(link.dataset.clip));
    flash((link.dataset.tracks ?? "").split(" ").filter(Boolean));
    const bench = document.querySelector("#bench");
    // On a narrow screen the pictures are not beside the finding.
    if (bench.getBoundingClientRect().bottom < 120) bench.scrollIntoView({ block: "start" });
  });
  time.watch((t_s) => {
    for (const link of document.querySelectorAll("[data-at]"))
      link.classList.toggle("is-now", Math.abs(Number(link.dataset.at) - t_s) < NEAR_S);
  });
}

/** The choice of a supposition shows its course on the plan; what has no course offers none. */
export function offerSuppositions(scene, plan) {
  const courses = scene.review.counterfactuals ?? [];
  for (const choice of document.querySelectorAll("[data-supposed]")) {
    const course = courses[Number(choice.dataset.supposed)];
    const drawable = Boolean(course?.x_m?.length);
    choice.hidden = !drawable;
    if (!drawable) continue;
    choice.onclick = () => {
      const chosen = choice.getAttribute("aria-pressed") !== "true";
      for (const other of document.querySelectorAll("[data-supposed]")) other.setAttribute("aria-pressed", "false");
      choice.setAttribute("aria-pressed", String(chosen));
      plan.suppose(chosen ? course : null);
      if (chosen) time.go(closest_s(course, scene.review.contact));
    };
  }
}

// The moment of the contact tells most: there the two courses part from one another.
function closest_s(course, contact) {
  const place = contact ? nearest(course.t_s, contact.t_s) : course.t_s.length - 1;
  return course.t_s[Math.max(0, place)];
}

/** Both accounts beside what the video shows; the contradictions are counted above the findings. */
export function compareAccounts(scene) {
  const compared = scene.review.accounts_vs_video ?? [];
  const list = document.querySelector("[data-compared]");
  if (list && compared.length) {
    list.hidden = false;
    list.querySelector("tbody").replaceChildren(...compared.map((one) => row(scene, one)));
  }
  const against = compared.filter((one) => one.agrees === false);
  const told = document.querySelector("[data-contradictions]");
  if (!told) return;
  told.hidden = !against.length;
  told.querySelector("ul").replaceChildren(...against.map((one) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "#accounts";
    link.textContent = `${scene.words.party[one.letter]}${scene.words.colon}${side(scene, one, "claim")} ↔ ${side(scene, one, "video")}`;
    item.append(link);
    return item;
  }));
}

const side = (scene, one, name) => scene.spoken(one[name]);

function row(scene, one) {
  const line = document.createElement("tr");
  const standing = one.agrees === null ? "open" : one.agrees ? "agrees" : "differs";
  const whose = document.createElement("th");
  whose.scope = "row";
  whose.className = `party-${one.letter}`;
  whose.textContent = scene.words.party[one.letter];
  line.append(whose);
  const heads = [...document.querySelectorAll("[data-compared] thead th")].slice(1);
  for (const [place, [text, kind]] of [[side(scene, one, "claim"), ""], [side(scene, one, "video"), ""], [scene.words[standing], standing]].entries()) {
    const cell = document.createElement("td");
    const words = document.createElement("span");
    words.textContent = text;
    if (kind) words.className = `verdict ${kind}`;
    cell.dataset.label = heads[place].textContent; // a phone shows no column heads
    cell.append(words);
    line.append(cell);
  }
  return line;
}
