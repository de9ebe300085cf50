// The map is one stop of the Tab key, and none of its links is out of reach of the keyboard.

import { walk } from "../support/walk.js";

export async function stops(page) {
  const steps = await walk(page, { from: "[data-map-entry]", to: "#part-allies ~ *" });
  const findings = [];
  const inMap = steps.filter(({ ally }) => ally);
  if (inMap.length !== 1) findings.push(`the Tab key stops ${inMap.length} times in the map`);
  const unreachable = await page.locator("[data-map-view] [data-ally]").evaluateAll((allies) =>
    allies.filter((it) => it.tabIndex !== 0 && it.getAttribute("tabindex") !== "-1").map((it) => it.dataset.ally),
  );
  return [...findings, ...unreachable.map((ally) => `${ally} cannot take the focus`)];
}
