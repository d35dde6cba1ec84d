// Keys for the officer's page; everything is reachable without them.

/** Arrow keys step through the stills, one at a time. */
const stills = document.querySelector("[data-stills]");
const contact = stills?.querySelector(".contact");
if (contact) stills.scrollLeft = contact.offsetLeft - stills.offsetLeft - contact.offsetWidth / 2;
stills?.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const figures = [...stills.querySelectorAll(".still")];
  const left = stills.getBoundingClientRect().left;
  const distance = (figure) => Math.abs(figure.getBoundingClientRect().left - left);
  const now = figures.reduce((best, figure) => (distance(figure) < distance(best) ? figure : best), figures[0]);
  figures[figures.indexOf(now) + step]?.scrollIntoView({ block: "nearest", inline: "start" });
});
