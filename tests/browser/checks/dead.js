// Without script, no control is shown that would do nothing.

export function dead(page) {
  return page.evaluate(() => {
    const controls = document.querySelectorAll("button, input, select, textarea, form, a:not([href]), [onclick], [role=button], [tabindex]");
    return [...controls]
      .filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.disabled)
      // A box that scrolls takes the focus so that the keyboard can scroll it.
      .filter((it) => !(it.matches("[tabindex='0']") && /(auto|scroll)/.test(getComputedStyle(it).overflowX)))
      .map((it) => it.cloneNode().outerHTML);
  });
}
