// Sends what waits, one photograph after another, and goes on by itself whenever there is a line.

import { forget, keep, waiting } from "./kept.js";

const PIECE_BYTES = 192 * 1024; // what a cut line can cost at most
const AGAIN_AFTER_MS = 4000;

let running = false;
let timer;

/**
 * Send everything that waits.
 * `told(photo, state, more)` hears of "sending" (more: percent), "arrived", "offline", "full",
 * "signed-out" and "refused" (more: words).
 */
export async function sendAll(where, told) {
  if (running || !window.tus) return;
  running = true;
  clearTimeout(timer);
  try {
    const refused = new Set();
    for (;;) {
      const next = (await waiting()).find((one) => !one.refused && !refused.has(one.key));
      if (!next) break;
      const state = await sendOne(next, where, told);
      if (state === "refused") refused.add(next.key);
      else if (state !== "arrived") {
        timer = setTimeout(() => sendAll(where, told), AGAIN_AFTER_MS);
        break;
      }
    }
  } finally {
    running = false;
  }
}

/** One photograph, from where it stands; tells in a word what became of it. */
function sendOne(photo, where, told) {
  return new Promise((done) => {
    const ended = async (state, more) => {
      if (state === "arrived" || state === "refused") await forget(photo.key);
      told(photo, state, more);
      done(state);
    };
    const upload = new window.tus.Upload(photo.blob, {
      endpoint: where.endpoint,
      uploadUrl: photo.address ?? null,
      chunkSize: PIECE_BYTES,
      retryDelays: [0, 500, 2000],
      storeFingerprintForResuming: false, // kept.js remembers; the library would need the page open
      headers: { "X-CSRFToken": where.csrf, Accept: "text/plain" },
      metadata: { into: photo.into, shot: photo.shot, key: photo.key },
      onUploadUrlAvailable: () => {
        photo.address = upload.url;
        keep(photo);
      },
      onProgress: (sent, all) => told(photo, "sending", Math.floor((100 * sent) / all)),
      onSuccess: () => ended("arrived"),
      onError: (error) => ended(...meaningOf(error)),
    });
    told(photo, "sending", 0);
    upload.start();
  });
}

/** What a failure means for the one who waits. */
function meaningOf(error) {
  const answer = error.originalResponse;
  const status = answer?.getStatus() ?? 0;
  if (status === 422) return ["refused", answer.getBody()];
  if (status === 507) return ["full"];
  if (status === 404 || status === 409 || status === 413) return ["refused", ""];
  if (status === 200 || status === 303 || status === 400) return ["signed-out"]; // the sign-in page answered
  return ["offline"];
}
