// One order of allies, written down: the picture, the list and the table all follow it.

export async function order(page) {
  const views = await page.evaluate(() => {
    const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
    const all = (selector) => [...document.querySelectorAll(selector)].map(words);
    return {
      picture: all("[data-map-view] [data-ally] text"),
      list: all("[data-ally-card] h3"),
      table: all(".table-frame:first-of-type tbody th"),
    };
  });
  const differs = (view) => views[view].findIndex((name, index) => name !== views.list[index]);
  return ["picture", "table"].flatMap((view) => {
    const place = differs(view);
    return place < 0 ? [] : [`place ${place + 1} is ${views[view][place]} in the ${view}, ${views.list[place]} in the list`];
  });
}
