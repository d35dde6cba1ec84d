// The camera's picture: marks to click, drag and nudge, a lens over the place at hand, the grid.

const NUDGE_PX = 0.25;
const LEAP_PX = 5;
const LENS_PX = 24; // pixels of the picture across the lens
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SVG = "http://www.w3.org/2000/svg";

export function pictureView(root, table, words, { moved }) {
  const svg = root.querySelector("[data-picture]");
  const layer = svg.querySelector("[data-marks]");
  const lens = root.querySelector("[data-lens]");
  const [width, height] = [Number(root.dataset.width), Number(root.dataset.height)];
  let view = { x: -0.5, y: -0.5, width, height };
  let held = null;
  for (const one of root.querySelectorAll("[data-tools]")) one.hidden = false;
  for (const box of root.querySelectorAll("[data-show]")) {
    box.addEventListener("change", () => root.classList.toggle(`hides-${box.dataset.show}`, !box.checked));
  }
  svg.classList.add("is-live");

  const place = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [Math.min(width - 0.5, Math.max(-0.5, at.x)), Math.min(height - 0.5, Math.max(-0.5, at.y))];
  };

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const mark = event.target.closest("[data-row]");
    if (mark) held = { row: table.marks()[Number(mark.dataset.row)].row, from: place(event), moved: false };
    else held = { row: null, from: place(event), moved: false, start: [event.clientX, event.clientY], view: { ...view } };
    svg.setPointerCapture(event.pointerId);
    if (held.row) table.choose(held.row);
  });
  svg.addEventListener("pointermove", (event) => {
    const at = place(event);
    magnify(at);
    if (!held) return;
    if (held.row) {
      if (Math.hypot(at[0] - held.from[0], at[1] - held.from[1]) < 0.5 && !held.moved) return;
      held.moved = true;
      table.setPixel(held.row, at);
      moved(true);
    } else if (Math.hypot(event.clientX - held.start[0], event.clientY - held.start[1]) > 6 || held.moved) {
      held.moved = true;
      const scale = view.width / svg.clientWidth;
      look(held.view.x - (event.clientX - held.start[0]) * scale, held.view.y - (event.clientY - held.start[1]) * scale, view.width);
    }
  });
  svg.addEventListener("pointerup", (event) => {
    const was = held;
    held = null;
    if (!was) return;
    if (was.row && was.moved) moved(false);
    else if (!was.row && !was.moved) {
      table.clickedPixel(place(event));
      moved(false);
    }
  });
  svg.addEventListener("pointercancel", () => (held = null));
  svg.addEventListener("pointerleave", () => !held && (lens.hidden = !document.activeElement?.closest?.("[data-row]")));
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    closer(place(event), event.deltaY < 0 ? 0.8 : 1.25);
  }, { passive: false });
  root.querySelector("[data-zoom=in]").addEventListener("click", () => {
    const mark = table.marks().find((one) => one.chosen && one.pixel);
    closer(mark?.pixel || [view.x + view.width / 2, view.y + view.height / 2], 0.5);
  });
  root.querySelector("[data-zoom=out]").addEventListener("click", () => look(-0.5, -0.5, width));
  layer.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    const drawn = event.target.closest("[data-row]");
    if (!arrow || !drawn) return;
    event.preventDefault();
    const mark = table.marks()[Number(drawn.dataset.row)];
    const step = event.shiftKey ? LEAP_PX : NUDGE_PX;
    table.setPixel(mark.row, [mark.pixel[0] + arrow[0] * step, mark.pixel[1] + arrow[1] * step]);
    moved(false);
  });
  layer.addEventListener("focusin", (event) => {
    const drawn = event.target.closest("[data-row]");
    const mark = drawn && table.marks()[Number(drawn.dataset.row)];
    if (mark && !mark.chosen) table.choose(mark.row);
  });

  function closer(at, factor) {
    const next = Math.min(width, Math.max(width / 32, view.width * factor));
    look(at[0] - ((at[0] - view.x) * next) / view.width, at[1] - ((at[1] - view.y) * next) / view.width, next);
  }

  function look(x, y, across) {
    const down = (across * height) / width;
    view = { x: Math.min(width - across - 0.5, Math.max(-0.5, x)), y: Math.min(height - down - 0.5, Math.max(-0.5, y)), width: across, height: down };
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
    draw();
  }

  /** The lens shows the surroundings of a place, with a cross where the mark lies. */
  function magnify([x, y]) {
    if (!lens.querySelector("image")) return;
    lens.hidden = false;
    lens.setAttribute("viewBox", `${x - LENS_PX / 2} ${y - LENS_PX / 2} ${LENS_PX} ${LENS_PX}`);
    lens.querySelector("[data-cross]").setAttribute("d", `M${x - LENS_PX} ${y}H${x + LENS_PX}M${x} ${y - LENS_PX}V${y + LENS_PX}`);
  }

  /** Draw the marks anew; the one in hand keeps the keys, whenever a judgement comes in. */
  function draw() {
    const unit = view.width / width;
    const inHand = layer.contains(document.activeElement) ? document.activeElement.dataset.row : null;
    layer.replaceChildren(
      ...table.marks().filter((one) => one.pixel).map((one) => drawn(one, unit)),
    );
    const mark = table.marks().find((one) => one.chosen && one.pixel);
    if (mark) magnify(mark.pixel);
    if (inHand !== null) layer.querySelector(`[data-row="${inHand}"]`)?.focus({ preventScroll: true });
  }

  function drawn({ index, name, pixel, chosen, wrong }, unit) {
    const mark = made("g", { class: `mark-at${wrong ? " is-wrong" : ""}${chosen ? " is-chosen" : ""}`, transform: `translate(${pixel[0]} ${pixel[1]})`, "data-row": index, tabindex: 0, role: "button", "aria-label": name });
    const number = made("text", { x: (width / 90) * unit, y: (-width / 140) * unit, "font-size": (width / 55) * unit });
    number.textContent = String(index + 1);
    const arm = (width / 60) * unit;
    mark.append(made("circle", { r: (width / 45) * unit, class: "mark-touch" }), made("circle", { r: (width / 120) * unit }), made("path", { d: `M${-arm} 0H${arm}M0 ${-arm}V${arm}`, class: "mark-cross" }), number);
    return mark;
  }

  function judged(grid) {
    svg.querySelector("[data-grid]").replaceChildren(...grid.map((line) => made("polyline", { class: `grid-line${line.usable ? " is-usable" : ""}`, points: line.points })));
  }

  return { draw, judged };
}

function made(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
