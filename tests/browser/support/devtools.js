// What only the browser's own tools can tell.

/** Runs `act` with a session of Chromium's DevTools protocol. */
export async function withDevtools(page, act) {
  const devtools = await page.context().newCDPSession(page);
  try {
    return await act(devtools);
  } finally {
    await devtools.detach();
  }
}

/** The accessibility tree as Chromium gives it to assistive technology. */
export function accessibilityTree(page) {
  return withDevtools(page, async (devtools) => {
    await devtools.send("Accessibility.enable");
    const { nodes } = await devtools.send("Accessibility.getFullAXTree");
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const build = (node) => ({
      role: node.role?.value,
      name: (node.name?.value ?? "").replace(/\s+/g, " ").trim(),
      ignored: node.ignored,
      focusable: node.properties?.some((it) => it.name === "focusable" && it.value.value) ?? false,
      children: (node.childIds ?? []).map((id) => byId.get(id)).filter(Boolean).flatMap(seen),
    });
    // An ignored node is not there: its children stand in its place.
    const seen = (node) => (node.ignored ? build(node).children : [build(node)]);
    return build(nodes[0]);
  });
}

/** The nodes of a tree that a test names, at any depth. */
export function find(tree, isWanted) {
  return [...(isWanted(tree) ? [tree] : []), ...tree.children.flatMap((child) => find(child, isWanted))];
}
