// With forced colours, every mark of the map takes a colour of the reader's own palette: Chromium
// recolours text and borders, and leaves SVG alone.

export async function systemColours(page) {
  const findings = [];
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ forcedColors: "active", colorScheme });
    findings.push(...(await page.evaluate(probe, colorScheme)));
  }
  await page.emulateMedia({ forcedColors: null, colorScheme: null });
  return findings;
}

function probe(scheme) {
  const findings = [];
  const sample = document.body.appendChild(document.createElement("span"));
  const system = (name) => {
    sample.style.setProperty("color", name);
    return getComputedStyle(sample).color;
  };
  const [canvas, canvasText, linkText, highlight, grayText] = ["Canvas", "CanvasText", "LinkText", "Highlight", "GrayText"].map(system);
  sample.remove();
  const inks = [canvasText, linkText, highlight, grayText];
  const paints = [...inks, canvas];
  const nothing = ["none", "rgba(0, 0, 0, 0)", "transparent"];

  const marks = {
    line: "[data-map-view] line, .legend line",
    shape: "[data-map-view] use, .legend use, .ally-card use",
    name: "[data-map-view] text",
    "letter of the brand": ".brand-mark path",
  };
  for (const [what, selector] of Object.entries(marks)) {
    const elements = [...document.querySelectorAll(selector)];
    if (elements.length === 0) findings.push(`${scheme}: no ${what} found`);
    const told = new Set();
    for (const element of elements) {
      const { fill, stroke } = getComputedStyle(element);
      for (const [side, colour] of [["fill", fill], ["stroke", stroke]]) {
        if (!nothing.includes(colour) && !paints.includes(colour)) told.add(`${scheme}: the ${side} of a ${what} is ${colour}`);
      }
      const visible = what === "name" ? fill : stroke;
      if (!inks.includes(visible)) told.add(`${scheme}: a ${what} does not stand out from the canvas (${visible})`);
    }
    findings.push(...told);
  }
  return findings;
}
