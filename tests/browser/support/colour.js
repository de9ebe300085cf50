/** The contrast of two colours as `getComputedStyle` gives them (WCAG 2.2, "contrast ratio"). */
export function ratio(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const numbers = colour.match(/[\d.]+/g)?.map(Number);
  if (!colour.startsWith("rgb") || !numbers || numbers[3] === 0) return NaN;
  const [red, green, blue] = numbers.map((it) => it / 255).map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
