// The floor: axe finds nothing on any kind of page, light and dark, with every widget alive.

import { axeRules } from "../checks/axe.js";
import { noteFiles } from "../support/built.js";
import { open, openFilter, openMap } from "../support/open.js";
import { pages } from "../support/pages.js";
import { expect, test } from "../support/test.js";

test.use({ tolerated: /404 \(Not Found\)/ });

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const sample of pages) {
      test(`axe finds nothing on ${sample.kind} (${sample.lang})`, async ({ page }) => {
        await open(page, sample);
        expect(await axeRules(page)).toEqual([]);
      });
    }

    test("axe finds nothing with an ally chosen", async ({ page }) => {
      await openMap(page);
      await page.locator("[data-ally][tabindex='0']").focus();
      await page.keyboard.press("Enter");
      await expect(page.locator("[data-map-panel]")).toBeVisible();
      expect(await axeRules(page)).toEqual([]);
    });

    test("axe finds nothing when no note is left", async ({ page }) => {
      await openFilter(page, { query: "?q=zzqx" });
      await expect(page.locator("[data-filter-empty]")).toBeVisible();
      expect(await axeRules(page)).toEqual([]);
    });
  });
}

for (const lang of ["fr", "en"]) {
  test(`axe finds nothing in the text of any note (${lang})`, async ({ page }) => {
    test.setTimeout(240_000);
    for (const file of noteFiles(lang)) {
      await page.goto(file);
      expect(await axeRules(page), file).toEqual([]);
    }
  });
}
