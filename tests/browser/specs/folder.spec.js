// The site opened from a folder, without any server: pages read, links lead on, widgets live or
// the page is plain.

import { pathToFileURL } from "node:url";

import { site } from "../support/address.js";
import { pages, pathOf, widgetPages } from "../support/pages.js";
import { expect, test } from "../support/test.js";

const at = (path) => pathToFileURL(`${site}/${path}`).href + "index.html";

for (const { kind, lang, path } of pages.filter(({ kind }) => kind !== "lost")) {
  test(`${kind} (${lang}) opens from a folder with its styles`, async ({ page }) => {
    await page.goto(at(path));
    await expect(page.locator("h1")).toBeVisible();
    expect(await page.locator("body").evaluate((it) => getComputedStyle(it).marginTop)).toBe("0px");
  });
}

test("links lead from page to page", async ({ page }) => {
  await page.goto(at(""));
  await page.locator(".site-nav a").first().click();
  await expect(page.locator("h1")).toHaveText("Notes");
  await page.locator("[data-entry] h2 a").first().click();
  await expect(page.locator("[data-cite-shown] [data-cite-text]")).toBeVisible();
  await page.locator(".site-header .brand a").click();
  await expect(page.locator("h1")).toBeVisible();
});

for (const { kind, lang, path } of widgetPages) {
  test(`the widget of ${kind} (${lang}) lives from a folder`, async ({ page }) => {
    await page.goto(at(path));
    await page.locator("[data-widget]").first().scrollIntoViewIfNeeded();
    await page.locator(":is([data-filter-form], [data-map-controls], [data-cite-controls]):not([hidden])").first().waitFor();
  });
}

test("a choice on the map works from a folder", async ({ page }) => {
  await page.goto(at(pathOf("map")));
  await page.locator("[data-map-controls]:not([hidden])").waitFor();
  await page.locator("[data-ally][tabindex='0']").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-map-panel]")).toBeVisible();
});
