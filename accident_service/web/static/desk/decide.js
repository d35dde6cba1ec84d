// Deciding with fewer keys: a sentence is put where one writes, the other party's grade follows
// the first as the law pairs them (SPR-60), and the articles are searched as one types. Without
// this script the same is typed, chosen and scrolled by hand.
const PAIRS = { full: "none", none: "full", primary: "secondary", secondary: "primary", equal: "equal" };

for (const part of document.querySelectorAll("[data-by-script]")) part.hidden = false;

for (const button of document.querySelectorAll("[data-into]")) {
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.into);
    if (!field) return;
    const gap = field.value && !/\s$/.test(field.value) ? "\n" : "";
    field.setRangeText(gap + button.textContent.trim(), field.value.length, field.value.length, "end");
    // The first place to fill in is selected, so that typing replaces it.
    const blank = field.value.indexOf("……");
    field.focus();
    if (blank >= 0) field.setSelectionRange(blank, blank + 2);
  });
}

const a = document.querySelector("#f-grade_A");
const b = document.querySelector("#f-grade_B");
const follow = (from, to) => from?.addEventListener("change", () => {
  if (!to.value && PAIRS[from.value]) to.value = PAIRS[from.value];
});
follow(a, b);
follow(b, a);

const search = document.querySelector("#f-find-article");
const found = document.querySelector("[data-articles-found]");
search?.addEventListener("input", () => {
  const wanted = search.value.trim().toLowerCase();
  let count = 0;
  for (const one of document.querySelectorAll("#f-provisions .choice")) {
    // What is chosen stays in sight, whatever is searched for.
    const shown = !wanted || one.querySelector("input").checked || one.textContent.toLowerCase().includes(wanted);
    one.hidden = !shown;
    count += shown ? 1 : 0;
  }
  if (found) found.textContent = wanted ? found.dataset.words.replace("%", count) : "";
});
// Enter in the search chooses nothing and sends nothing.
search?.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
