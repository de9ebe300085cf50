// The map under a mouse and a finger: nothing there that the keyboard has not, and the page's own
// gestures stay the page's.

import { listeners } from "../checks/listeners.js";
import { widgetPages } from "../support/pages.js";
import { open, openMap } from "../support/open.js";
import { expect, test } from "../support/test.js";

for (const sample of widgetPages) {
  test(`whatever listens to a pointer on ${sample.kind} (${sample.lang}) takes the focus`, async ({ page }) => {
    await open(page, sample);
    expect(await listeners(page)).toEqual([]);
  });
}

test("a click does what Enter does, on every ally", async ({ page }) => {
  test.slow();
  await openMap(page);
  const state = () =>
    page.evaluate(() => ({
      address: location.search,
      panel: document.querySelector("[data-map-panel]").innerText,
      near: [...document.querySelectorAll("[data-near]")].map((it) => it.dataset.near),
    }));
  for (const ally of await page.locator("[data-map-view] [data-ally]").all()) {
    await ally.locator("use").click();
    const clicked = await state();
    await page.keyboard.press("Escape");
    await ally.focus();
    await page.keyboard.press("Enter");
    expect(await state()).toEqual(clicked);
    expect(clicked.address).toContain(await ally.getAttribute("data-ally"));
    await page.keyboard.press("Escape");
  }
});

test("Ctrl and a click open the ally's page in a new tab, as any link", async ({ page, context }) => {
  await openMap(page);
  const opened = context.waitForEvent("page");
  await page.locator("[data-map-view] [data-ally]").first().locator("use").click({ modifiers: ["Control"] });
  expect(await (await opened).evaluate(() => location.pathname)).toMatch(/\/(people|organisations)\//);
  expect(await page.evaluate(() => location.search)).toBe("");
});

test("a drag moves the map and chooses nobody", async ({ page }) => {
  await openMap(page);
  await page.locator("[data-map-zoom=in]").click();
  const ally = page.locator("[data-map-view] [data-ally]").first().locator("use");
  await ally.scrollIntoViewIfNeeded();
  const before = await ally.boundingBox();
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
  await page.mouse.down();
  await page.mouse.move(before.x + 40, before.y + 30, { steps: 5 });
  await page.mouse.up();
  const after = await ally.boundingBox();
  expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeGreaterThan(5);
  expect(await page.evaluate(() => location.search)).toBe("");
});

test("the wheel scrolls the page; with Ctrl it zooms the map", async ({ page }) => {
  await openMap(page);
  const transform = () => page.locator("[data-map-world]").getAttribute("transform");
  await page.locator("[data-map-view]").scrollIntoViewIfNeeded();
  await page.locator("[data-map-view] [data-ally]").first().locator("use").hover();
  const [before, top] = [await transform(), await page.evaluate(() => scrollY)];
  await page.mouse.wheel(0, 200);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(top);
  expect(await transform()).toBe(before);
  await page.locator("[data-map-view] [data-ally]").first().locator("use").hover();
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -200);
  await page.keyboard.up("Control");
  await expect.poll(transform).not.toBe(before);
});

test("nothing moves by itself when the reader wants less motion", async ({ page }) => {
  await openMap(page);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe("auto");
  await page.locator("[data-ally][tabindex='0']").focus();
  for (const key of ["+", "End", "Enter", "Home", "0"]) {
    await page.keyboard.press(key);
    const moving = await page.evaluate(() =>
      document.getAnimations().map((it) => it.effect?.target?.outerHTML.slice(0, 80)),
    );
    expect(moving).toEqual([]);
  }
});
