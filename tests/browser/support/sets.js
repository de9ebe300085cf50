/** What of the first list the second lacks; what is there twice must be there twice. */
export function only(first, second) {
  const left = new Map();
  for (const it of second) left.set(it, (left.get(it) ?? 0) + 1);
  return first.filter((it) => {
    const count = left.get(it) ?? 0;
    left.set(it, count - 1);
    return count <= 0;
  });
}
