// The page of the one-time code: counts down to the next message, and sends a whole code at once.

/** Wait with "send another code" while the last message may still be under way. */
for (const button of document.querySelectorAll("[data-after-s]")) {
  const words = button.textContent;
  const until = Date.now() + Number(button.dataset.afterS) * 1000;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.disabled = left > 0;
    button.textContent = left > 0 ? button.dataset.wait.replace("{seconds}", String(left)) : words;
    if (left > 0) setTimeout(tick, 500);
  };
  tick();
}

/** A code filled in by the phone itself needs no tap; six digits typed by hand neither. */
const form = document.querySelector("[data-code]");
const field = form?.querySelector("[name=code]");
if (field && !field.hasAttribute("aria-invalid")) {
  field.focus();
  field.addEventListener("input", (event) => {
    // Only what arrived in one piece is sent: somebody still typing may want to look again.
    const whole = /^\d{6}$/.test(field.value.replace(/\s/g, ""));
    if (whole && event.inputType !== "insertText") form.requestSubmit();
  });
}
