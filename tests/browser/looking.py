"""What a reader with poor sight, a small phone or big thumbs would complain about.

A small check of our own, run on every page: names of controls, headings, contrast, sideways
scrolling and the size of what is to be touched.
"""

from playwright.sync_api import Page

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
SMALLEST_TOUCH_PX = 44  # WCAG 2.2, 2.5.5

FIND_FAULTS = """
([leastContrast, smallestTouchPx]) => {
  const faults = [];
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: false })
    && !one.closest(".sr, .skip");
  const told = (one) => `${one.tagName.toLowerCase()}.${one.className} "${
    (one.textContent || one.name || "").trim().slice(0, 40)}"`;
  if (document.querySelectorAll("h1").length !== 1) faults.push("not exactly one h1");
  if (!document.documentElement.lang) faults.push("no language");
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
    faults.push(`scrolls sideways: ${document.documentElement.scrollWidth} px`);
  for (const image of document.querySelectorAll("img:not([alt])"))
    faults.push(`no alt: ${image.src}`);
  for (const control of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
    if (!control.labels.length && !control.ariaLabel && !control.hasAttribute("aria-labelledby"))
      faults.push(`no label: ${control.name}`);
  for (const control of document.querySelectorAll("button, a[href]"))
    if (shown(control) && !control.textContent.trim()
        && !control.querySelector("img[alt]:not([alt=''])"))
      faults.push(`no name: ${told(control)}`);
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at)))
    faults.push(`id twice: ${id}`);
  for (const one of document.querySelectorAll("[aria-describedby]"))
    for (const id of one.getAttribute("aria-describedby").split(" "))
      if (!document.getElementById(id)) faults.push(`describes nothing: ${id}`);

  const channels = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = ([red, green, blue]) => [red, green, blue]
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const [red, green, blue, alpha = 1] = channels(getComputedStyle(at).backgroundColor);
      if (alpha > 0.99) return [red, green, blue];
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const one = text.parentElement;
    if (!text.textContent.trim() || !shown(one)) continue;
    // What is written in a drawing lies on the drawing, not on the page.
    if (one.closest("noscript, option, select, svg")) continue;
    const [ink, paper] = [light(channels(getComputedStyle(one).color)), light(ground(one))];
    const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    if (contrast < leastContrast) faults.push(`contrast ${contrast.toFixed(2)}: ${told(one)}`);
  }
  if (smallestTouchPx) {
    const touched = "button, .button, summary, .choice, .segment, .hour input, select, textarea,"
      + " input:not([type=hidden], [type=radio], [type=checkbox]), .back, nav a, .front-links a";
    for (const one of document.querySelectorAll(touched)) {
      const { width, height } = one.getBoundingClientRect();
      if (shown(one) && (height < smallestTouchPx || width < smallestTouchPx))
        faults.push(`too small to touch (${width.toFixed(0)}x${height.toFixed(0)}): ${told(one)}`);
    }
  }
  return faults;
}
"""


def faults_of(page: Page, *, touched: bool = True) -> list[str]:
    """Everything the page gets wrong, in words."""
    found = page.evaluate(FIND_FAULTS, [LEAST_CONTRAST, SMALLEST_TOUCH_PX if touched else 0])
    return [str(fault) for fault in found]
