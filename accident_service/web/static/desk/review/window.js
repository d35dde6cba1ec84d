// A picture one can zoom into and move: wheel, drag, two fingers, double click, buttons and keys.
// The picture says which part of it is looked at as a box { x, y, width, height } of its own units.

const STEP = 1.25;

export class Window {
  /** @param element receives the gestures; @param changed is called with every new box. */
  constructor(element, { least, most, changed }) {
    Object.assign(this, { element, least, most, changed });
    this.pointers = new Map();
    this.box = { x: 0, y: 0, width: 1, height: 1 };
    this.home = this.box;
    element.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    element.addEventListener("dblclick", (event) => this.zoom(STEP * STEP, this.placeOf(event)));
    element.addEventListener("pointerdown", (event) => this.#press(event));
    element.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
      element.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
    element.addEventListener("keydown", (event) => this.#key(event));
  }

  /** What is looked at when nobody has zoomed; widened to the element's own shape. */
  setHome(box) {
    const untouched = this.box === this.home;
    this.home = this.#shaped(box);
    if (untouched || this.box.width <= 1) this.#take(this.home);
    else this.#take(this.#shaped(this.box));
  }

  fit() { this.#take(this.home); }

  get isAtHome() { return this.box === this.home; }

  /** Look at this part of the picture. */
  show(box) { this.#take(this.#shaped(box)); }

  /** Nearer by this factor, keeping one place of the picture where it is. */
  zoom(factor, place = [this.box.x + this.box.width / 2, this.box.y + this.box.height / 2]) {
    const width = Math.min(this.most, Math.max(this.least, this.box.width / factor));
    const share = width / this.box.width;
    this.#take({
      x: place[0] - (place[0] - this.box.x) * share,
      y: place[1] - (place[1] - this.box.y) * share,
      width,
      height: this.box.height * share,
    });
  }

  shift(right, down) {
    this.#take({ ...this.box, x: this.box.x + right, y: this.box.y + down });
  }

  #take(box) {
    this.box = box;
    this.changed(box);
  }

  #shaped(box) {
    const shape = (this.element.clientWidth || 1) / (this.element.clientHeight || 1); // 0 while hidden
    const [midX, midY] = [box.x + box.width / 2, box.y + box.height / 2];
    const width = Math.max(box.width, box.height * shape);
    const height = width / shape;
    return { x: midX - width / 2, y: midY - height / 2, width, height };
  }

  /** Where on the picture a pointer is, in the picture's own units. */
  placeOf(event) {
    const frame = this.element.getBoundingClientRect();
    return [
      this.box.x + ((event.clientX - frame.left) / frame.width) * this.box.width,
      this.box.y + ((event.clientY - frame.top) / frame.height) * this.box.height,
    ];
  }

  #wheel(event) {
    event.preventDefault();
    this.zoom(STEP ** (-Math.sign(event.deltaY) * Math.min(1, Math.abs(event.deltaY) / 60)), this.placeOf(event));
  }

  #press(event) {
    if (event.button !== 0 || event.target.closest("button")) return;
    this.element.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
  }

  #move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId);
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    const scale = this.box.width / this.element.clientWidth;
    if (others.length) {
      const [, other] = others[0];
      const apart = (one) => Math.hypot(one[0] - other[0], one[1] - other[1]);
      if (apart(before) > 0) this.zoom(apart([event.clientX, event.clientY]) / apart(before), this.placeOf(event));
    } else {
      this.shift((before[0] - event.clientX) * scale, (before[1] - event.clientY) * scale);
    }
  }

  #key(event) {
    const [across, down] = [this.box.width / 8, this.box.height / 8];
    const known = {
      "+": () => this.zoom(STEP), "=": () => this.zoom(STEP), "-": () => this.zoom(1 / STEP), 0: () => this.fit(),
    };
    const moves = {
      ArrowLeft: [-across, 0], ArrowRight: [across, 0], ArrowUp: [0, -down], ArrowDown: [0, down],
    };
    if (event.shiftKey && moves[event.key]) this.shift(...moves[event.key]);
    else if (known[event.key] && !event.ctrlKey && !event.metaKey) known[event.key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
