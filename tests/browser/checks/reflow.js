// Nothing makes the page itself scroll sideways (WCAG 1.4.10).

export function reflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const scrolls = (it) => it && it !== document.body && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(it).overflowX) || scrolls(it.parentElement));
    const wide = [...document.body.querySelectorAll("*")].filter((it) => it.getBoundingClientRect().right > width + 1 && !scrolls(it.parentElement));
    return wide.slice(0, 5).map((it) => `${it.localName}.${it.getAttribute("class") ?? ""} ends at ${it.getBoundingClientRect().right.toFixed(0)} of ${width}`).concat("the page scrolls sideways");
  });
}
