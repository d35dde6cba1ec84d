// The one time every view of the review screen shares, in scene seconds.
// A view calls `time.go(t_s)` and is told of every change, its own included, once per painted
// frame. `document` hears "review:reload" when the case's figures must be fetched anew.

const watchers = new Set();
let limits = { from_s: 0, to_s: 0 };
let shown = { from_s: 0, to_s: 0 }; // the stretch of time curves and timeline show
let now_s = 0;
let awaited = 0;

const clamped = (t_s) => Math.min(limits.to_s, Math.max(limits.from_s, t_s));

function tell() {
  awaited = 0;
  for (const watcher of watchers) watcher(now_s, shown);
}

// One call per painted frame however fast somebody scrubs; a hidden page paints none, so it waits.
function tellSoon() {
  awaited ||= requestAnimationFrame(tell);
}

export const time = {
  get now_s() { return now_s; },
  get limits() { return limits; },
  get shown() { return shown; },
  go(t_s) {
    const wanted_s = clamped(t_s);
    if (!Number.isFinite(wanted_s) || wanted_s === now_s) return;
    now_s = wanted_s;
    // A moment outside the stretch shown moves the stretch, not its length.
    if (now_s < shown.from_s || now_s > shown.to_s) {
      const length_s = shown.to_s - shown.from_s;
      const from_s = Math.max(limits.from_s, Math.min(limits.to_s - length_s, now_s - length_s / 2));
      shown = { from_s, to_s: from_s + length_s };
    }
    tellSoon();
  },
  show(from_s, to_s) {
    shown = { from_s: clamped(from_s), to_s: clamped(to_s) };
    tellSoon();
  },
  begin(from_s, to_s) {
    limits = { from_s, to_s };
    shown = { from_s, to_s };
    now_s = clamped(now_s);
  },
  watch(watcher) {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
};

/** Ask for the case's figures anew, as after a correction. */
export const reload = () => document.dispatchEvent(new CustomEvent("review:reload"));

/** Make these vehicles stand out for a moment in every view. */
export const flash = (tracks) =>
  document.dispatchEvent(new CustomEvent("review:flash", { detail: { tracks } }));
