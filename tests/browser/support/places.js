// The places that a page keeps for controls that may still come.

import { expect } from "@playwright/test";

/** What the controls would show is not there, and neither is a gap in its place. */
export async function expectNoGap(page) {
  await expect.poll(() => page.evaluate(gaps), "places kept for nothing").toEqual([]);
}

function gaps() {
  // The page gives up after some seconds; a test does not wait for them.
  for (const it of document.getAnimations()) if (it.animationName === "give-up") it.finish();
  return [...document.querySelectorAll("[hidden]")].filter((it) => it.getBoundingClientRect().height > 0).map((it) => it.cloneNode().outerHTML);
}
