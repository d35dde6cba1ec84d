// Helps with forms; every form works without it.

/** Send a form once, however often the button is tapped. */
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
  });
}

/** Coming back by the back button shows the page as it was; its form must work again. */
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

/** Complaints are read first. */
document.querySelector("[data-focus]")?.focus();

/** Fill in the phone's position when asked to. */
const locate = document.querySelector("[data-locate]");
if (locate && "geolocation" in navigator) {
  const status = locate.querySelector("[data-locate-status]");
  const fill = (name, value) => {
    document.querySelector(`[data-position="${name}"]`).value = value;
  };
  locate.hidden = false;
  locate.querySelector("[data-locate-button]").addEventListener("click", () => {
    status.textContent = status.dataset.asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        fill("latitude_deg", coords.latitude.toFixed(6));
        fill("longitude_deg", coords.longitude.toFixed(6));
        fill("coordinate_system", "wgs84");
        fill("accuracy_m", String(Math.min(10000, Math.ceil(coords.accuracy))));
        status.textContent = status.dataset.found.replace("{metres}", String(Math.ceil(coords.accuracy)));
      },
      () => {
        status.textContent = status.dataset.failed;
      },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
}
