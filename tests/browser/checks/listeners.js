// Whatever a pointer can set off, the keyboard can: an element that listens to clicks takes the
// focus, and one that listens to hovering listens to the focus too.

import { withDevtools } from "../support/devtools.js";

const clicks = ["click", "dblclick", "mousedown", "mouseup", "auxclick", "contextmenu"];
const hovers = ["mouseover", "mouseenter", "mouseout", "mouseleave", "pointerover", "pointerenter"];

export function listeners(page) {
  return withDevtools(page, async (devtools) => {
    const { result } = await devtools.send("Runtime.evaluate", { expression: "document" });
    const found = await devtools.send("DOMDebugger.getEventListeners", { objectId: result.objectId, depth: -1, pierce: true });
    const byElement = new Map();
    for (const { backendNodeId, type } of found.listeners) {
      byElement.set(backendNodeId, (byElement.get(backendNodeId) ?? new Set()).add(type));
    }
    const findings = [];
    for (const [backendNodeId, types] of byElement) {
      const has = (names) => names.some((name) => types.has(name));
      if (!has(clicks) && !has(hovers)) continue;
      const element = await describe(devtools, backendNodeId);
      if (has(clicks) && !element.focusable) findings.push(`${element.label} listens to ${[...types]} and cannot take the focus`);
      if (has(hovers) && !has(["focus", "focusin"])) findings.push(`${element.label} listens to hovering and not to the focus`);
    }
    return findings;
  });
}

async function describe(devtools, backendNodeId) {
  const { object } = await devtools.send("DOM.resolveNode", { backendNodeId });
  const { result } = await devtools.send("Runtime.callFunctionOn", {
    objectId: object.objectId,
    returnByValue: true,
    functionDeclaration: `function () {
      if (!(this instanceof Element)) return { focusable: false, label: this.nodeName };
      const native = this.matches("a[href], button, input, select, textarea, summary");
      const focusable = native ? this.getAttribute("tabindex") !== null || this.tabIndex >= 0 : this.hasAttribute("tabindex");
      return { focusable, label: this.cloneNode().outerHTML.slice(0, 120) };
    }`,
  });
  return result.value;
}
