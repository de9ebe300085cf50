// Opening a page and waiting until its widget lives. What a widget shows last says that it does.

import { pathOf } from "./pages.js";

export async function openFilter(page, { lang = "fr", query = "" } = {}) {
  await page.goto(pathOf("notes", lang) + query);
  await page.locator("[data-filter-form]:not([hidden])").waitFor();
}

export async function openMap(page, { lang = "fr", query = "" } = {}) {
  await page.goto(pathOf("map", lang) + query);
  await page.locator("[data-map-controls]:not([hidden])").waitFor();
}

export async function openNote(page, { lang = "fr", kind = "note" } = {}) {
  await page.goto(pathOf(kind, lang));
  await page.locator("[data-widget=cite]").scrollIntoViewIfNeeded();
  await page.locator("[data-cite-controls]:not([hidden])").first().waitFor();
}

/** Opens any sample page; a widget that it holds is brought to life. */
export function open(page, { kind, lang, path }) {
  if (kind === "notes") return openFilter(page, { lang });
  if (kind === "map") return openMap(page, { lang });
  if (kind === "note" || kind === "carnet") return openNote(page, { kind, lang });
  return page.goto(path);
}
