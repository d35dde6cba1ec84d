// Shows the parties' photographs large over the page: arrow keys walk, Escape closes; links work without it.

const section = document.querySelector("[data-photo-viewer]");
const links = [...(section?.querySelectorAll("[data-photo]") ?? [])];
const words = section?.dataset ?? {};
let at = 0;
let parts;

function button(label, act) {
  const one = document.createElement("button");
  one.type = "button";
  one.className = "button plain";
  one.textContent = label;
  one.addEventListener("click", act);
  return one;
}

function built() {
  const dialog = document.createElement("dialog");
  dialog.className = "photo-large";
  const picture = document.createElement("img");
  const caption = document.createElement("p");
  caption.setAttribute("aria-live", "polite");
  const foot = document.createElement("div");
  foot.className = "photo-large-foot";
  const close = button(words.wordsClose, () => dialog.close());
  const walk = [button(words.wordsPrevious, () => show(at - 1)), button(words.wordsNext, () => show(at + 1))];
  foot.append(caption, ...(links.length > 1 ? walk : []), close);
  dialog.append(picture, foot);
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation(); // the page's own keys walk through the recording
    show(at + step);
  });
  dialog.addEventListener("close", () => links[at].focus());
  document.body.append(dialog);
  return { dialog, picture, caption, close };
}

function show(index) {
  at = (index + links.length) % links.length;
  const small = links[at].querySelector("img");
  parts.picture.src = links[at].href;
  parts.picture.alt = small.alt;
  parts.caption.textContent = `${small.alt} · ${at + 1} / ${links.length}`;
}

links.forEach((link, index) => {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // into a window of its own, as asked
    event.preventDefault();
    parts ??= built();
    show(index);
    parts.dialog.showModal();
    parts.close.focus();
  });
});
