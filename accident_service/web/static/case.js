// Keys for the officer's page; everything is reachable without them.

/** Arrow keys step through the stills, one at a time. */
const stills = document.querySelector("[data-stills]");
const contact = stills?.querySelector(".contact");
const centred = (figure) => figure.offsetLeft - (stills.clientWidth - figure.offsetWidth) / 2;
const showContact = () => { if (contact) stills.scrollLeft = centred(contact); };
showContact();
/**
 * Pictures of a folded file are fetched once it is open. The contact is brought to the middle then
 * only where that could not be done before: the browser tells of the opening later than it shows it,
 * and who has stepped to another still by then, or at an earlier opening, is left there.
 */
document.querySelector("[data-exhibits]")?.addEventListener("toggle", (event) => {
  if (!event.target.open) return;
  for (const film of event.target.querySelectorAll("video[data-poster]")) film.poster = film.dataset.poster;
  if (!stills?.scrollLeft) showContact();
});
stills?.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const figures = [...stills.querySelectorAll(".still")];
  const distance = (figure) => Math.abs(centred(figure) - stills.scrollLeft);
  const now = figures.reduce((best, figure) => (distance(figure) < distance(best) ? figure : best), figures[0]);
  const next = figures[figures.indexOf(now) + step];
  if (next) stills.scrollTo({ left: centred(next), behavior: "instant" });
});
