// The map as a thing to read: three equal views, one order, names, shapes, colours.

import { contrast } from "../checks/contrast.js";
import { facts } from "../checks/facts.js";
import { names } from "../checks/names.js";
import { order } from "../checks/order.js";
import { shapes } from "../checks/shapes.js";
import { systemColours } from "../checks/system-colours.js";
import { openMap } from "../support/open.js";
import { expect, test } from "../support/test.js";

for (const lang of ["fr", "en"]) {
  test.describe(lang, () => {
    test.beforeEach(({ page }) => openMap(page, { lang }));

    test("the picture, the list and the tables tell the same facts", async ({ page }) => {
      expect(await facts(page)).toEqual([]);
    });

    test("an ally that is chosen changes no fact", async ({ page }) => {
      await page.locator("[data-ally][tabindex='0']").focus();
      await page.keyboard.press("Enter");
      expect(await facts(page)).toEqual([]);
    });

    test("the picture, the list and the table keep one order", async ({ page }) => {
      expect(await order(page)).toEqual([]);
    });

    test("assistive technology finds a list of links with name, kind and number of ties", async ({ page }) => {
      expect(await names(page)).toEqual([]);
    });

    test("kinds of allies and of ties differ without their colours", async ({ page }) => {
      expect(await shapes(page)).toEqual([]);
    });

    test("with forced colours every mark takes the reader's own", async ({ page }) => {
      expect(await systemColours(page)).toEqual([]);
    });

    test("with forced colours a chosen ally still stands out", async ({ page }) => {
      await page.locator("[data-ally][tabindex='0']").focus();
      await page.keyboard.press("Enter");
      expect(await systemColours(page)).toEqual([]);
      await page.emulateMedia({ forcedColors: "active" });
      const strokes = await page.evaluate(() => {
        const stroke = (near) => getComputedStyle(document.querySelector(`[data-near=${near}] use`)).stroke;
        return ["self", "tied", "far"].map(stroke);
      });
      expect(new Set(strokes).size).toBe(3);
    });
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`lines, borders and names stand out from their ground (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openMap(page);
    expect(await contrast(page)).toEqual([]);
  });
}

test("the snapshot of the map reads as a list of links", async ({ page }) => {
  await openMap(page);
  const snapshot = await page.locator("[data-map-view]").ariaSnapshot();
  const links = snapshot.match(/^ *- listitem:\n *- link "[^"]+, [^"]+, \d+ liens?":?$/gm) ?? [];
  expect(snapshot).toMatch(/^- '?group "Le réseau : \d+ allié·e·s, \d+ liens"'?:\n {2}- list:\n/);
  expect(links).toHaveLength(await page.locator("[data-map-view] [data-ally]").count());
});

test("on paper the map, its legend and its tables stay, and its buttons go", async ({ page }) => {
  await openMap(page);
  await page.emulateMedia({ media: "print" });
  for (const selector of ["[data-map-view]", ".legend", ".table-frame"]) await expect(page.locator(selector).first()).toBeVisible();
  await expect(page.locator("[data-map-controls]")).toBeHidden();
});
