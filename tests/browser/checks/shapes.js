// Kinds of allies differ by shape and kinds of ties by dashes or width: colour alone tells nothing.

export function shapes(page) {
  return page.evaluate(() => {
    const findings = [];
    const view = document.querySelector("[data-map-view]");
    const group = (elements, kindOf, formOf) => {
      const kinds = new Map();
      for (const element of elements) {
        const kind = kindOf(element);
        kinds.set(kind, (kinds.get(kind) ?? new Set()).add(formOf(element)));
      }
      return kinds;
    };
    // A form says one kind, and a kind has one form.
    const compare = (what, kinds) => {
      const seen = new Map();
      for (const [kind, forms] of kinds) {
        if (forms.size !== 1) findings.push(`${what} ${kind} has ${forms.size} forms`);
        for (const form of forms) {
          if (seen.has(form)) findings.push(`${what} ${kind} looks like ${seen.get(form)}`);
          seen.set(form, kind);
        }
      }
    };
    const kindOfAlly = (ally) => ally.getAttribute("aria-label")?.split(", ").at(-2) ?? ally.textContent;
    const outline = (ally) => {
      const shape = document.querySelector(ally.querySelector("use")?.getAttribute("href") ?? "none");
      return shape ? shape.localName + (shape.getAttribute("d") ?? "") : "nothing";
    };
    compare("ally", group(view.querySelectorAll("[data-ally]"), kindOfAlly, outline));
    const stroke = (tie) => {
      const { strokeDasharray, strokeWidth } = getComputedStyle(tie);
      return `${strokeDasharray} ${strokeWidth}`;
    };
    compare("tie", group(view.querySelectorAll("[data-tie]"), (tie) => tie.dataset.kind, stroke));
    return findings;
  });
}
