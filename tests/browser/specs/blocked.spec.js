// Mode 3: script runs, and a widget's files do not come, or are of another time. The page stays
// as it is without script, and no error of ours escapes.

import { expectPlain } from "../support/plain.js";
import { widgetPages } from "../support/pages.js";
import { expect, test } from "../support/test.js";

test.use({ tolerated: /Failed to load (resource|module script)/ });

const wasm = /\/widgets\/[^/]*\.wasm$/;
const glue = /\/widgets\/(cite|filter|map)\.[^/]*\.js$/;

/** What may happen to the files of a widget: which, and how the network answers. */
const misfortunes = {
  "the Wasm is blocked": { files: wasm, answer: (route) => route.abort() },
  "the Wasm is missing": { files: wasm, answer: (route) => route.fulfill({ status: 404, contentType: "text/html", body: "<h1>404</h1>" }) },
  "the Wasm is a web page": { files: wasm, answer: (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<h1>Sorry</h1>" }) },
  "the Wasm is cut short": { files: wasm, answer: async (route) => route.fulfill({ contentType: "application/wasm", body: (await (await route.fetch()).body()).subarray(0, 999) }) },
  "the module is blocked": { files: glue, answer: (route) => route.abort() },
  "the module has the wrong type": { files: glue, answer: async (route) => route.fulfill({ contentType: "text/plain", body: await (await route.fetch()).text() }) },
  "the loader is blocked": { files: /\/widgets\/loader\./, answer: (route) => route.abort() },
};

for (const [name, { files, answer }] of Object.entries(misfortunes)) {
  for (const { kind, lang, path } of widgetPages) {
    test(`${kind} (${lang}) stays plain when ${name}`, async ({ page }) => {
      let asked = 0;
      await page.route(files, (route) => {
        asked += 1;
        return answer(route);
      });
      await page.goto(path);
      await touch(page);
      await expect.poll(() => asked, "the file was asked for").toBeGreaterThan(0);
      await page.waitForLoadState("networkidle");
      await expectPlain(page, { kind, lang });
    });
  }
}

for (const { kind, lang, path } of widgetPages) {
  test(`${kind} (${lang}) stays plain when it was written in another format`, async ({ page }) => {
    await page.route(/\/$/, async (route) => {
      const response = await route.fetch();
      const body = await response.text();
      await route.fulfill({ response, body: body.replaceAll(/data-format="?1"?/g, 'data-format="2"') });
    });
    const module = page.waitForResponse(wasm);
    await page.goto(path);
    await expect(page.locator("[data-widget]").first()).toHaveAttribute("data-format", "2");
    await touch(page);
    await (await module).finished();
    await page.waitForLoadState("networkidle");
    await expectPlain(page, { kind, lang });
  });

  test(`${kind} (${lang}) lives when the Wasm comes under the wrong type`, async ({ page }) => {
    await page.route(wasm, async (route) => {
      const body = await (await route.fetch()).body();
      await route.fulfill({ contentType: "application/octet-stream", body });
    });
    await page.goto(path);
    await touch(page);
    await page.locator(":is([data-filter-form], [data-map-controls], [data-cite-controls]):not([hidden])").first().waitFor();
  });
}

test("no script of the site is inline, so none is lost to its content policy", async ({ page }) => {
  for (const { path } of widgetPages) {
    const response = await page.goto(path);
    expect(response.headers()["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval'");
    // Linked data is a block of data: browsers run nothing of it, and no policy stops it.
    const inline = "script:not([src]):not([type='application/ld+json']), [style], style";
    expect(await page.locator(inline).count()).toBe(0);
  }
});

/** Comes near the widget and touches it, as a reader would. */
async function touch(page) {
  const root = page.locator("[data-widget]").first();
  await root.scrollIntoViewIfNeeded();
  await root.hover({ position: { x: 5, y: 5 } });
}
