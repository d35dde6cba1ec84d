// Sends a dash-cam recording in pieces that survive a lost line, as long as this page is open.

const PIECE_BYTES = 4 * 1024 * 1024; // what a cut line can cost at most
const AGAIN_AFTER_MS = [0, 1000, 3000, 5000, 10000, 20000, 30000, 60000, 60000, 60000];

const form = document.querySelector("[data-recording]");

/** A name for the file that is the same when it is chosen again, so that it goes on where it stood. */
async function keyOf(file) {
  const told = new TextEncoder().encode(`${file.name} ${file.size} ${file.lastModified} ${form.dataset.endpoint}`);
  const digest = await crypto.subtle.digest("SHA-256", told);
  return Array.from(new Uint8Array(digest), (one) => one.toString(16).padStart(2, "0")).join("");
}

function begin(file, key) {
  const words = form.dataset;
  const [status, progress] = [form.querySelector("[data-recording-status]"), form.querySelector("progress")];
  const button = form.querySelector("button");
  button.disabled = true;
  progress.hidden = false;
  const ended = (says) => {
    status.textContent = says;
    progress.hidden = true;
    button.disabled = false;
  };
  const upload = new window.tus.Upload(file, {
    endpoint: words.endpoint,
    chunkSize: PIECE_BYTES,
    retryDelays: AGAIN_AFTER_MS,
    storeFingerprintForResuming: false, // the key finds it again
    headers: { "X-CSRFToken": words.csrf, Accept: "text/plain" },
    metadata: { key, consent: "yes" },
    onProgress: (sent, all) => {
      progress.value = Math.floor((100 * sent) / all);
      status.textContent = ""; // percents are not read out
    },
    onShouldRetry: (error) => {
      const answered = error.originalResponse?.getStatus() ?? 0;
      if (answered === 0) status.textContent = words.offline;
      return answered === 0 || answered === 409 || answered >= 502;
    },
    onSuccess: () => {
      ended(words.arrived);
      window.location.reload(); // the list shows it
    },
    onError: (error) => {
      const answer = error.originalResponse;
      if (answer?.getStatus() === 422) ended(answer.getBody());
      else ended(answer?.getStatus() === 507 ? words.full : words.failed);
    },
  });
  upload.start();
}

form?.addEventListener("submit", async (event) => {
  if (!window.tus || !window.crypto?.subtle) return; // the plain form does it
  event.preventDefault();
  event.stopImmediatePropagation();
  const status = form.querySelector("[data-recording-status]");
  const file = form.querySelector("input[type=file]").files[0];
  if (!file) status.textContent = form.dataset.noFile;
  else if (!form.querySelector("[name=consent]").checked) status.textContent = form.dataset.noConsent;
  else if (file.size > Number(form.dataset.largest)) status.textContent = form.dataset.tooLarge;
  else begin(file, await keyOf(file));
}, true);
