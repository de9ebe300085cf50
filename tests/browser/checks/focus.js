// Each stop of the Tab key can be seen: in the window, on top of the rest, with a ring that stands
// out (WCAG 2.4.7, 2.4.11, 2.4.13).

import { ratio } from "../support/colour.js";
import { walk } from "../support/walk.js";

export async function focus(page, options) {
  const steps = await walk(page, options);
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const findings = steps.length === 0 ? ["the Tab key stops nowhere"] : [];
  for (const { label, isInView, isOnTop, isShown, ring } of steps) {
    if (!isInView) findings.push(`${label} has the focus outside the window`);
    else if (!isOnTop) findings.push(`${label} has the focus under something else`);
    if (!isShown) findings.push(`${label} does not show its focus`);
    else if (!(ratio(ring, ground) >= 3)) findings.push(`${label} shows its focus in ${ring} on ${ground}`);
  }
  return findings;
}
