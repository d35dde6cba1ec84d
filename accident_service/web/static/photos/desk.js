// The page of photographs: takes them by camera or from the phone, shows each with how far it has come,
// and on every page that includes it goes on sending what waits.

import { forget, keep, waiting } from "./kept.js";
import { sendAll } from "./send.js";
import { shrunk } from "./shrink.js";

const LARGEST_BYTES = 15 * 1024 * 1024;
const script = document.querySelector("[data-photos-go-on]");
const where = { endpoint: script.dataset.endpoint, csrf: script.dataset.csrf };
const desk = document.querySelector("[data-photo-desk]");
const words = desk?.dataset ?? {};
const status = desk?.querySelector("[data-photo-status]");
let room = Number(words.room ?? 0);

const send = () => sendAll(where, told);

/** What `send.js` tells of a photograph, shown on its thumbnail. */
function told(photo, state, more) {
  const thumb = desk?.querySelector(`[data-key="${photo.key}"]`);
  if (!thumb) return;
  const says = {
    sending: () => words.sending.replace("{percent}", String(more)),
    arrived: () => words.arrived,
    offline: () => words.offline,
    full: () => words.full,
    "signed-out": () => words.signedOut,
    refused: () => more || words.failed,
  }[state]();
  const progress = thumb.querySelector("progress");
  progress.hidden = state !== "sending";
  if (state === "sending") progress.value = more;
  thumb.dataset.state = state;
  thumb.classList.toggle("refused", state === "refused");
  thumb.querySelector(".thumb-state").textContent = says;
  if (state === "refused") room += 1;
  // In the case it is evidence: it is no longer the sender's to take back.
  if (state === "arrived" && photo.into.startsWith("case:")) thumb.querySelector("button").remove();
  if (state !== "sending") status.textContent = says; // percents are not read out
}

/** A thumbnail with a progress bar; blob: addresses cost no copy. */
function shown(photo) {
  // Chosen while what was kept is still being read: it is on show already.
  if (desk?.querySelector(`[data-key="${photo.key}"]`)) return;
  const thumb = document.createElement("li");
  thumb.className = "thumb";
  thumb.dataset.key = photo.key;
  const picture = document.createElement("img");
  picture.alt = photo.name ?? "";
  picture.src = URL.createObjectURL(photo.blob);
  const progress = document.createElement("progress");
  progress.max = 100;
  progress.value = 0;
  progress.setAttribute("aria-label", words.waiting);
  const state = document.createElement("span");
  state.className = "thumb-state";
  state.textContent = words.waiting;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "link-button";
  remove.textContent = words.remove;
  remove.addEventListener("click", () => takeBack(photo, thumb));
  thumb.append(picture, progress, state, remove);
  desk.querySelector(`[data-shot="${photo.shot}"] [data-thumbs]`)?.append(thumb);
}

async function takeBack(photo, thumb) {
  await forget(photo.key);
  const kept = (await waiting()).find((one) => one.key === photo.key);
  const address = photo.address ?? kept?.address;
  if (thumb.dataset.state !== "refused") room += 1;
  thumb.remove();
  if (address) fetch(address, { method: "DELETE", headers: { "X-CSRFToken": where.csrf } }).catch(() => undefined);
}

/** Take the chosen files in, one by one: a phone has no memory for twelve at once. */
async function chosen(shot, files) {
  for (const file of files) {
    if (room <= 0) {
      status.textContent = words.tooMany;
      refuse(shot, file, words.tooMany);
      continue;
    }
    const blob = await shrunk(file);
    if (blob.size > LARGEST_BYTES) {
      refuse(shot, file, words.tooLarge);
      continue;
    }
    room -= 1;
    const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
    const photo = { key, into: words.photoDesk, shot, blob, name: file.name, chosen: Date.now() };
    await keep(photo);
    shown(photo);
    send();
  }
}

function refuse(shot, file, why) {
  const line = document.createElement("li");
  line.className = "thumb refused";
  const says = document.createElement("span");
  says.className = "thumb-state";
  says.textContent = `${file.name}: ${why}`;
  line.append(says);
  desk.querySelector(`[data-shot="${shot}"] [data-thumbs]`)?.append(line);
  status.textContent = says.textContent;
}

/** Two buttons in place of the plain form: camera, or what was photographed before. */
function enhance(form) {
  const input = form.querySelector("input[type=file]");
  const buttons = form.querySelector("[data-buttons]");
  if (!input || !buttons) return;
  form.querySelector("[data-plain]").hidden = true;
  buttons.hidden = false;
  buttons.querySelector("[data-take]").addEventListener("click", () => {
    input.setAttribute("capture", "environment");
    input.click();
  });
  buttons.querySelector("[data-choose]").addEventListener("click", () => {
    input.removeAttribute("capture");
    input.click();
  });
  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = ""; // the same photograph may be chosen again after it was taken back
    await chosen(form.dataset.shot, files);
  });
}

// Without the library the plain forms stay as they are.
if (window.tus) {
  for (const form of desk?.querySelectorAll("form.shot") ?? []) enhance(form);
  for (const photo of await waiting()) {
    if (desk && photo.into === words.photoDesk) {
      room -= photo.address ? 0 : 1;
      shown(photo);
    }
  }
  send();
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
}
