// Corrections without leaving the page: a form is sent, the proposal and its parts are put in
// place anew, and the review screen fetches its figures again. Without this the forms work too.

import { reload, time } from "./review/time.js";

const PARTS = ["#proposal", "#corrections"]; // replaced whole
const LOOK_EVERY_MS = 1500;
const LOOKS = 40;

const desk = document.querySelector("#decide");
const announcer = document.createElement("p");
announcer.className = "sr";
announcer.setAttribute("aria-live", "polite");
desk.append(announcer);

const isDirty = (form) =>
  [...form.elements].some((one) =>
    one.type === "checkbox" || one.type === "radio"
      ? one.checked !== one.defaultChecked
      : one.tagName === "SELECT"
        ? [...one.options].some((option) => option.selected !== option.defaultSelected) && one.selectedIndex > 0
        : one.type !== "hidden" && "defaultValue" in one && one.value !== one.defaultValue,
  );

/** What an officer has begun to type elsewhere stays; it then speaks of the case as shown now. */
function takeDecision(fresh) {
  const here = document.querySelector(".side-decision");
  const there = fresh.querySelector(".side-decision");
  if (!here || !there) return;
  if (![...here.querySelectorAll("form")].some(isDirty)) {
    here.replaceChildren(...there.childNodes);
    return;
  }
  const version = there.querySelector("[name=seen_version]")?.value;
  for (const field of here.querySelectorAll("[name=seen_version]")) if (version) field.value = version;
}

function take(fresh) {
  const opened = [...document.querySelectorAll("#proposal details[open] > summary")].map((one) => one.textContent);
  for (const part of PARTS) {
    const here = document.querySelector(part);
    const there = fresh.querySelector(part);
    if (here && there) here.replaceWith(there);
  }
  for (const summary of document.querySelectorAll("#proposal details > summary"))
    if (opened.includes(summary.textContent)) summary.parentElement.open = true;
  for (const field of document.querySelectorAll("#whose-title ~ * [name=seen_version], #whose-title ~ form [name=seen_version]"))
    field.value = document.querySelector("#corrections").dataset.version;
  takeDecision(fresh);
  ready();
}

function say() {
  const refused = document.querySelector("#correction-refused");
  if (refused) {
    refused.focus();
    return;
  }
  const difference = document.querySelector("#corrections [data-difference]");
  announcer.textContent = (difference ?? document.querySelector("#corrections > p"))?.innerText ?? "";
}

async function pageOf(answer) {
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function send(form) {
  const section = document.querySelector("#corrections");
  section.classList.add("is-busy");
  section.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "text/html" } });
    const fresh = await pageOf(answer);
    if (!fresh.querySelector("#corrections")) throw new Error(`${answer.status}`);
    take(fresh);
    say();
    if (answer.ok) {
      document.querySelector("#corrections [data-difference], #corrections h2").scrollIntoView({ block: "center" });
      reload();
    }
  } catch {
    form.submit(); // the plain way tells what went wrong
  }
}

/** The second look comes by itself; ask lightly whether it is there, then fetch the page once. */
async function awaitFirmness() {
  const address = document.querySelector("#corrections")?.dataset.firmnessPending;
  for (let look = 0; address && look < LOOKS; look++) {
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    const section = document.querySelector("#corrections");
    if (section.dataset.firmnessPending !== address || document.hidden) continue;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) continue;
    const state = await answer.json();
    if (state.pending) continue;
    // Who is typing a correction is not interrupted; the next answer brings it.
    if ([...section.querySelectorAll("form")].some(isDirty)) return;
    const page = await fetch(location.pathname, { headers: { Accept: "text/html" } }).catch(() => null);
    if (page?.ok) {
      take(await pageOf(page));
      say();
      reload();
    }
    return;
  }
}

let awaited = false;

function ready() {
  for (const button of document.querySelectorAll("[data-take-moment]")) button.hidden = !document.querySelector("#bench");
  if (awaited || !document.querySelector("[data-firmness-pending]")) return;
  awaited = true;
  awaitFirmness().finally(() => {
    awaited = false;
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-correction]");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  send(form);
});

document.addEventListener("click", (event) => {
  const taking = event.target.closest("[data-take-moment]");
  if (taking) taking.parentElement.querySelector("input").value = time.now_s.toFixed(2);
  const link = event.target.closest("[data-correct]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const form = document.querySelector("#correct-fact");
  form.open = true;
  form.querySelector("[name=kind]").value = link.dataset.correct;
  form.querySelector("[name=party]").value = link.dataset.correctParty;
  form.scrollIntoView({ block: "nearest" });
  form.querySelector("[name=truth]").focus();
});

ready();
