// The number plate: a keyboard of provinces instead of the list, and a word on the plate while it
// is typed. It advises only; what is sent is decided by the server.

const plate = document.querySelector("[data-plate]");
const list = plate.querySelector("select");
const field = plate.querySelector("input");
const told = document.querySelector("[data-plate-told]");
const keyboard = document.querySelector("[data-provinces]");
const endings = document.querySelector("[data-endings]");
const { shapes, kinds, faults } = JSON.parse(plate.dataset.plate);
const SHAPES = shapes.map(([kind, shape]) => [kind, new RegExp(`^(?:${shape})$`, "u")]);
const LONGEST = 8;

const normalised = (text) => text.normalize("NFKC").replace(/[\s·•・.\-_]+/g, "").toUpperCase();
const kindOf = (text) => SHAPES.find(([, shape]) => shape.test(text))?.[0];
const read = () => [list.value + normalised(field.value), normalised(field.value)];

/** The button that stands for the list, and the keys it opens. */
const opener = document.createElement("button");
opener.type = "button";
opener.className = "province-now";
opener.setAttribute("aria-controls", keyboard.id);
opener.setAttribute("aria-label", list.labels[0].textContent);
list.classList.add("sr");
list.tabIndex = -1;
list.setAttribute("aria-hidden", "true");
list.after(opener);

const keys = [...list.options].filter((one) => one.value).map(({ value }) => key(value, () => choose(value)));
keyboard.append(...keys);
endings.append(...["挂", "学", "警", "港", "澳", "使", "领"].map((sign) => key(sign, () => append(sign))));
endings.hidden = false;

function key(sign, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "key";
  button.textContent = sign;
  button.addEventListener("click", press);
  return button;
}

function open(shown) {
  keyboard.hidden = !shown;
  opener.setAttribute("aria-expanded", String(shown));
}

function choose(province) {
  list.value = province;
  open(false);
  show();
  field.focus();
}

function append(sign) {
  field.value = normalised(field.value).replace(/[挂学警港澳使领]$/u, "") + sign;
  show();
  check(true);
}

function show() {
  opener.textContent = list.value || "–";
  opener.setAttribute("aria-label", `${list.labels[0].textContent} ${list.value}`);
  for (const one of keys) one.setAttribute("aria-pressed", String(one.textContent === list.value));
  check(false);
}

/** A kind is named as soon as it is clear; a fault only once no more is to be expected. */
function check(finished) {
  const typed = normalised(field.value);
  const kind = typed && read().map(kindOf).find(Boolean);
  plate.dataset.kind = kind || "";
  told.className = kind ? "plate-told known" : "plate-told";
  told.textContent = kind ? kinds[kind] : fault(typed, finished);
}

function fault(typed, finished) {
  if (/[IO]/.test(typed)) return faults.letter;
  const length = read()[0].length;
  if (length > LONGEST) return faults.length;
  if (!finished || !typed) return "";
  return length < LONGEST - 1 ? faults.length : faults.pattern;
}

opener.addEventListener("click", () => open(keyboard.hidden));
list.addEventListener("change", () => choose(list.value));
field.addEventListener("input", () => check(false));
field.addEventListener("blur", () => check(true));
// A plate typed or pasted in full brings its province along.
field.addEventListener("change", () => {
  const typed = normalised(field.value);
  if (typed && [...list.options].some((one) => one.value && one.value === typed[0])) {
    list.value = typed[0];
    field.value = typed.slice(1);
  }
  show();
});
show();
open(!list.value);
