// Targets are at least 24 by 24 pixels (WCAG 2.5.8), links in the middle of a sentence excepted.

export function targets(page, { least = 24 } = {}) {
  return page.evaluate((least) => {
    const selector = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    const isSeen = (it) => it.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false }) && it.getClientRects().length > 0;
    const box = (it) => {
      const target = it.matches("[type=checkbox], [type=radio]") ? (it.closest("label") ?? it) : it;
      const { left, top, width, height } = target.getBoundingClientRect();
      return { width, height, x: left + width / 2, y: top + height / 2 };
    };
    const all = [...document.querySelectorAll(selector)].filter(isSeen);
    // A target within a line of text is as high as its line.
    const isInSentence = (it) => {
      if (getComputedStyle(it).display !== "inline" || it.ownerSVGElement) return false;
      const block = it.closest("p, li, dd, dt, td, th, figcaption, h1, h2, h3, h4, h5, h6, blockquote, label");
      return Boolean(block) && block.textContent.trim().length > it.textContent.trim().length;
    };
    const small = all.map((it) => ({ it, ...box(it) })).filter(({ width, height }) => width < least - 0.5 || height < least - 0.5);
    // Spacing: a disc of that size around the middle touches no other target.
    const isAlone = (one) =>
      all.every((other) => {
        if (other === one.it || other.contains(one.it) || one.it.contains(other)) return true;
        const { x, y, width, height } = box(other);
        const dx = Math.max(Math.abs(x - one.x) - width / 2, 0);
        const dy = Math.max(Math.abs(y - one.y) - height / 2, 0);
        return Math.hypot(dx, dy) >= least / 2;
      });
    return small
      .filter((one) => !isInSentence(one.it) && !(one.it.ownerSVGElement ? false : isAlone(one)))
      .map(({ it, width, height }) => {
        const label = (it.getAttribute("aria-label") ?? it.textContent ?? "").trim().slice(0, 40);
        return `${it.localName}${it.className.baseVal === undefined && it.className ? "." + it.className : ""} “${label}” is ${width.toFixed(0)} × ${height.toFixed(0)}`;
      });
  }, least);
}
