// Answers that survive a lost connection: kept on the phone while they are typed, sent as soon
// as the line is back, given back when the page is opened again. Forms work without it.

const KEPT_FOR_MS = 24 * 60 * 60 * 1000;
const TRY_AGAIN_MS = 4000;
const SLOW_AFTER_MS = 1000; // up to here the faded button says enough
const NEVER_KEPT = ["csrf_token", "from", "submission_key"];

const form = document.querySelector("form[data-keep]");
const note = document.querySelector("[data-kept-note]");
const key = `answers:${form?.dataset.keep}`;
const rendered = form && fieldsOf(form);

if (form && form.enctype !== "multipart/form-data") {
  giveBack();
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    keep();
    send(new URLSearchParams(new FormData(form, event.submitter)), event.submitter);
  });
}
rememberWorker();

/** Whoever signs out may be handing the phone on: nothing of theirs stays on it. */
document.querySelector("form.signed-in")?.addEventListener("submit", () => {
  forget(Object.keys(localStorage).filter((one) => one.startsWith("answers:")));
});

function fieldsOf(of) {
  return [...new FormData(of)].filter(([name, value]) => !NEVER_KEPT.includes(name) && typeof value === "string");
}

function keep() {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: fieldsOf(form) }));
  } catch {
    // A full or locked store: the server keeps every page that was sent.
  }
}

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(key) || "null");
    return found && Date.now() - found.at < KEPT_FOR_MS ? found.fields : null;
  } catch {
    return null;
  }
}

function forget(whose = [key]) {
  try {
    for (const one of whose) localStorage.removeItem(one);
  } catch {
    // Nothing was kept.
  }
}

/** What was typed and never sent, on top of what the server knows; said, so that nobody wonders. */
function giveBack() {
  const fields = kept();
  const complained = form.querySelector("[aria-invalid]") || document.querySelector("[data-focus]");
  if (!fields || complained || JSON.stringify(fields) === JSON.stringify(rendered)) return;
  for (const control of form.elements) {
    if (!control.name || NEVER_KEPT.includes(control.name)) continue;
    const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
    else if (values.length && control.type !== "submit") control.value = values[0];
    else continue;
    if (control.checked || control.tagName === "SELECT") control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  say("restored");
}

/** Send the answers; while there is no connection, wait and try again: the same form twice is one. */
async function send(answers, button) {
  let answer;
  const slow = setTimeout(() => say("sending"), SLOW_AFTER_MS);
  try {
    answer = await fetch(form.action, {
      method: "POST",
      body: answers,
      credentials: "same-origin",
      headers: { "X-Sent-By": "script" },
      signal: "timeout" in AbortSignal ? AbortSignal.timeout(20000) : undefined,
    });
  } catch {
    clearTimeout(slow);
    say("waiting");
    await Promise.race([pause(TRY_AGAIN_MS), new Promise((back) => window.addEventListener("online", back, { once: true }))]);
    send(answers, button);
    return;
  }
  if (answer.status === 204) {
    forget();
    window.location.assign(answer.headers.get("X-Next"));
    return;
  }
  // Otherwise it stays said until the next page is here, which comes over the same line.
  if (answer.status >= 500) {
    clearTimeout(slow);
    say("busy");
    await pause(TRY_AGAIN_MS);
    send(answers, button);
    return;
  }
  // A complaint, or a form grown old: the server's own page says it best.
  if (button?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
  form.submit();
}

function pause(ms) {
  return new Promise((over) => setTimeout(over, ms));
}

function say(what) {
  note.textContent = note.dataset[what];
  note.className = `connection ${what}`;
  note.hidden = false;
}

/** Coming back by the back button: nothing is under way any more. */
window.addEventListener("pageshow", (event) => {
  if (event.persisted && note) note.hidden = true;
});

/** From now on a page that cannot be fetched is a page of ours that tries again. */
function rememberWorker() {
  const address = note?.dataset.worker;
  if (address && "serviceWorker" in navigator) navigator.serviceWorker.register(address, { scope: "/" }).catch(() => {});
}
