// What must be seen to read the map stands out from its ground: lines and borders by 3 to 1,
// names by 4.5 to 1 (WCAG 1.4.11, 1.4.3). axe does not look at SVG.

import { ratio } from "../support/colour.js";

const least = { line: 3, border: 3, name: 4.5 };

export async function contrast(page) {
  const marks = await page.evaluate(() => {
    const frame = document.querySelector(".map-frame");
    const ground = getComputedStyle(frame ?? document.body).backgroundColor;
    const all = (selector, side, what) =>
      [...document.querySelectorAll(`[data-map-view] ${selector}`)].map((it) => ({
        what,
        colour: getComputedStyle(it)[side],
        ground,
        opacity: Number(getComputedStyle(it).opacity),
      }));
    return [...all("[data-tie]", "stroke", "line"), ...all("use", "stroke", "border"), ...all("text", "fill", "name")];
  });
  const findings = new Set();
  if (marks.length === 0) findings.add("the map has no marks");
  for (const { what, colour, ground, opacity } of marks) {
    const found = ratio(colour, ground);
    if (!(found >= least[what]) || opacity < 1) findings.add(`a ${what} is ${colour} on ${ground}: ${found.toFixed(2)} to 1`);
  }
  return [...findings];
}
