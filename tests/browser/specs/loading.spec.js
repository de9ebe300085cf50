// A widget is fetched when its part of the page is near or touched, and not before.

import { pathOf } from "../support/pages.js";
import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 1280, height: 600 } });

test("a note that is only opened downloads the loader and no widget", async ({ page }) => {
  const fetched = record(page);
  await page.goto(pathOf("note"));
  await page.waitForLoadState("networkidle");
  expect(fetched.filter((name) => !name.startsWith("loader"))).toEqual([]);
  expect(fetched).toHaveLength(1);
});

test("a citation that comes near brings its widget, and only that one", async ({ page }) => {
  const fetched = record(page);
  await page.goto(pathOf("note"));
  await page.locator("[data-widget=cite]").scrollIntoViewIfNeeded();
  await page.locator("[data-cite-controls]:not([hidden])").first().waitFor();
  expect(fetched.map((name) => name.split(".")[0]).sort()).toEqual(["cite", "cite", "loader"]);
});

test("a widget that takes the focus comes without being near", async ({ page }) => {
  await page.addInitScript(() => delete window.IntersectionObserver);
  await page.goto(pathOf("note"));
  await page.locator("[data-cite-shown] a").focus();
  await page.locator("[data-cite-controls]:not([hidden])").first().waitFor();
});

test("a page without widgets downloads none", async ({ page }) => {
  const fetched = record(page);
  await page.goto(pathOf("people"));
  await page.mouse.move(200, 300);
  await page.keyboard.press("Tab");
  await page.waitForLoadState("networkidle");
  expect(fetched.filter((name) => !name.startsWith("loader"))).toEqual([]);
});

function record(page) {
  const fetched = [];
  page.on("request", (request) => {
    const name = request.url().match(/\/widgets\/(.*)$/)?.[1];
    if (name) fetched.push(name);
  });
  return fetched;
}
