// The table of marks: which is chosen, reading and writing its cells, adding and removing rows.

const PIXEL = ["pixel_x_px", "pixel_y_px"];
const GROUND = ["x_m", "y_m"];

/** A view of the form's rows; `changed` is called when a cell is typed in, `chosen` when another row is. */
export function marksTable(root, form, words, { changed, chosen }) {
  const body = form.querySelector("[data-rows]");
  const template = body.querySelector(".is-blank").cloneNode(true);
  const read = form.querySelector("[name=read_as]");
  let at = null;
  for (const row of body.querySelectorAll(".is-blank")) row.remove(); // "Add a mark" does it
  const rows = () => [...body.rows];
  const cell = (row, name) => row.querySelector(`[name=${name}]`);
  const pair = (row, names) => {
    const given = names.map((name) => cell(row, name).value.trim());
    const numbers = given.map(Number);
    return given.every(Boolean) && numbers.every(Number.isFinite) ? numbers : null;
  };
  const write = (row, names, values, decimals) => names.forEach((name, index) => (cell(row, name).value = values[index].toFixed(decimals)));

  function add() {
    const row = template.cloneNode(true);
    for (const input of row.querySelectorAll("input")) input.value = "";
    body.append(row);
    number();
    choose(row);
    return row;
  }

  function number() {
    rows().forEach((row, index) => {
      row.querySelector("[data-number]").textContent = String(index + 1);
      const name = words.wordMark.replace("{n}", index + 1);
      for (const input of row.querySelectorAll("input")) input.setAttribute("aria-label", `${input.getAttribute("aria-label").split(/, |，/)[0]}, ${name}`);
    });
  }

  function choose(row) {
    at = row;
    for (const one of rows()) one.classList.toggle("is-chosen", one === row);
    chosen();
  }

  /** The row a click writes to: the chosen one where it lacks this, else a new one. */
  function open(names) {
    return at && at.isConnected && !pair(at, names) ? at : add();
  }

  body.addEventListener("focusin", (event) => {
    const row = event.target.closest("tr");
    if (row && row !== at) choose(row);
  });
  body.addEventListener("input", () => changed());
  read.addEventListener("change", () => changed());
  const adding = form.querySelector("[data-add]");
  const removing = form.querySelector("[data-remove]");
  adding.hidden = removing.hidden = false;
  adding.addEventListener("click", () => {
    root.querySelector("[data-told]").textContent = words.wordNew;
    cell(add(), "pixel_x_px").focus();
  });
  removing.addEventListener("click", () => {
    if (!at) return;
    const next = at.nextElementSibling || at.previousElementSibling;
    at.remove();
    at = null;
    number();
    choose(next);
    changed();
  });

  return {
    /** Every row with what it has of a mark. */
    marks: () => rows().map((row, index) => ({ row, index, name: words.wordMark.replace("{n}", index + 1), pixel: pair(row, PIXEL), ground: inMetres() ? pair(row, GROUND) : null, chosen: row === at, wrong: row.classList.contains("is-wrong") })),
    complete: () => rows().filter((row) => pair(row, PIXEL) && pair(row, GROUND)),
    chosen: () => at,
    choose,
    setPixel: (row, xy) => write(row, PIXEL, xy, 2),
    setGround: (row, xy) => write(row, GROUND, xy, 2),
    clickedPixel: (xy) => write(open(PIXEL), PIXEL, xy, 2),
    clickedGround: (xy) => inMetres() && write(open(GROUND), GROUND, xy, 2),
    judged,
  };

  function inMetres() {
    return read.value === "metres";
  }

  /** The answer's misses; its marks are the complete rows in their order. */
  function judged(marks, dragging) {
    const full = new Set(rows().filter((row) => pair(row, PIXEL) && pair(row, GROUND)));
    let index = 0;
    for (const row of rows()) {
      const mark = full.has(row) ? marks[index++] : null;
      const miss = row.querySelector("[data-miss]");
      miss.textContent = mark ? mark.miss_px.map((one) => `${one < 0 ? "−" : "+"}${Math.abs(one).toFixed(1)}`).join(", ") : "";
      if (dragging) continue;
      row.querySelector("[data-left-out]").textContent = mark && mark.left_out_m !== null ? mark.left_out_m.toFixed(2) : "";
      row.classList.toggle("is-wrong", Boolean(mark?.wrong));
      if (mark?.wrong) {
        const strong = Object.assign(document.createElement("strong"), { className: "complaint", textContent: ` ${words.wordWrong}` });
        miss.append(strong);
      }
    }
    chosen();
  }
}
