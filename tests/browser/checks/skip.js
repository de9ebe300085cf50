// The way past the map leads past the map.

export async function skip(page) {
  const link = page.locator("[data-map-entry]");
  await link.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const isPast = await page.evaluate(() => {
    const map = document.querySelector("[data-map-view]");
    const after = map.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING;
    return Boolean(after) && document.querySelector("#part-allies").closest("section").contains(document.activeElement);
  });
  return isPast ? [] : ["after the skip link, the next stop is not in the list"];
}
