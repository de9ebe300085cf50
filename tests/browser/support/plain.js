// A page with a widget whose script does not come: everything is there to read, nothing is dead.

import { expect } from "@playwright/test";

import { dead } from "../checks/dead.js";
import { facts } from "../checks/facts.js";
import { base } from "./address.js";
import { notesFor } from "./built.js";
import { expectNoGap } from "./places.js";

/** Only what needs a script may be hidden. */
const needsScript = [
  "[data-filter-form]",
  "[data-filter-empty]",
  "[data-map-controls]",
  "[data-map-panel]",
  "[data-cite-controls]",
  "[data-cite-dated]",
  "[data-cite-share]",
].join();

export async function expectPlain(page, { kind, lang }) {
  const hidden = page.locator("main [hidden]");
  for (const element of await hidden.all()) {
    expect(await element.evaluate((it, allowed) => it.matches(allowed), needsScript), "only what needs a script is hidden").toBe(true);
  }
  expect(await dead(page), "controls that do nothing").toEqual([]);
  await expectNoGap(page);
  await expect(page.locator("main h1")).toBeVisible();
  if (kind === "notes") await expectWholeList(page, lang);
  if (kind === "map") await expectWholeMap(page);
  if (kind === "note" || kind === "carnet") await expectCitation(page);
}

async function expectWholeList(page, lang) {
  const links = page.locator("[data-filter-list] > li h2 a");
  const addresses = await links.evaluateAll((all) => all.map((it) => it.href));
  const listed = notesFor(lang).map((file) => base + file.replace(/index\.html$/, ""));
  expect(addresses.sort()).toEqual(listed.sort());
  for (const entry of await page.locator("[data-entry]").all()) await expect(entry).toBeVisible();
  await expect(page.locator("[data-filter-status]")).toHaveText(new RegExp(`^${addresses.length}\\s`));
}

async function expectWholeMap(page) {
  expect(await facts(page)).toEqual([]);
  const allies = await page.locator("[data-map-view] [data-ally]").count();
  expect(allies).toBeGreaterThan(0);
  for (const view of ["[data-ally-card]", ".table-frame:first-of-type tbody tr", "[data-map-view] [data-ally]"]) {
    await expect(page.locator(view)).toHaveCount(allies);
    for (const item of await page.locator(view).all()) await expect(item).toBeVisible();
  }
}

async function expectCitation(page) {
  const text = page.locator("[data-cite-shown] [data-cite-text]");
  await expect(text).toBeVisible();
  const title = (await page.locator("h1").innerText()).trim();
  const said = await text.innerText();
  expect(said).toContain(title);
  expect(said).toMatch(/https:\/\/carnet\.example\//);
  expect(said, "a date of access that nobody knows").not.toMatch(/consult|accessed/i);
}
