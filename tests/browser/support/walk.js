// The Tab key, pressed again and again as a reader would.

const limit = 600;

/**
 * Presses Tab until the page ends, or the focus reaches `to`; says where it stopped each time.
 * It starts at `from`, or at the top of the page.
 */
export async function walk(page, { from, to, key = "Tab" } = {}) {
  if (from) await page.locator(from).first().focus();
  const steps = [];
  while (steps.length < limit) {
    await page.keyboard.press(key);
    const step = await page.evaluate(describe, to);
    if (!step) return steps;
    steps.push(step);
    if (step.isLast) return steps;
  }
  throw new Error(`the Tab key was pressed ${limit} times and the page did not end`);
}

/** Presses Tab until the focus is on an element; fails when it never is. */
export async function tabTo(page, selector, key = "Tab") {
  for (let presses = 0; presses < limit; presses++) {
    await page.keyboard.press(key);
    if (await page.evaluate((it) => document.activeElement.matches(it), selector)) return;
  }
  throw new Error(`the ${key} key never reaches ${selector}`);
}

async function describe(to) {
  // What the page still does about the key shows in the next frame.
  await new Promise(requestAnimationFrame);
  const element = document.activeElement;
  // Past the last stop the focus is the browser's own.
  if (!element || element === document.body || element === document.documentElement) return null;
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  const mark = element.querySelector(".ally-target");
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  const ring = mark && getComputedStyle(mark);
  const isRinged = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  const isMarked = Boolean(ring) && ring.stroke !== "none" && parseFloat(ring.strokeWidth) >= 2;
  // What lies over the middle of what the window shows of the element, or of one of its lines.
  const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
  const places = [...element.getClientRects()].map((it) => [middle(it.left, it.right, innerWidth), middle(it.top, it.bottom, innerHeight)]);
  const isOnTop = places.some(([x, y]) => {
    const front = document.elementFromPoint(x, y);
    return front && (element.contains(front) || front.contains(element));
  });
  return {
    label: `${element.localName} “${(element.getAttribute("aria-label") ?? element.innerText ?? element.textContent).replace(/\s+/g, " ").trim().slice(0, 60)}”`,
    ally: element.dataset.ally,
    isLast: Boolean(to) && element.matches(to),
    isInView: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && width > 0 && height > 0,
    isOnTop,
    isShown: isRinged || isMarked,
    ring: isMarked ? ring.stroke : outlineColor,
  };
}
