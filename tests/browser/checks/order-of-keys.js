// The right arrow visits every ally in the order of the written list.

export async function orderOfKeys(page) {
  const written = await page.locator("[data-ally-card]").evaluateAll((cards) => cards.map((it) => it.dataset.allyCard));
  await page.locator("[data-ally][tabindex='0']").first().focus();
  await page.keyboard.press("Home");
  const visited = [];
  for (let steps = 0; steps < written.length; steps++) {
    visited.push(await page.evaluate(() => document.activeElement.dataset.ally));
    await page.keyboard.press("ArrowRight");
  }
  return written.flatMap((id, index) => (visited[index] === id ? [] : [`stop ${index + 1} is ${visited[index]}, not ${id}`]));
}
