type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** Parts from 0 to 1 of a computed colour: `rgb(…)`, `rgba(…)`, or `color(srgb …)` where colours were mixed. */
function parsed(color: string): Rgba {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (color.match(/[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  const most = color.startsWith('color(') ? 1 : 255;
  return [red / most, green / most, blue / most, alpha];
}

/** What one colour looks like upon another. */
const upon = (under: Rgba, [red, green, blue, alpha]: Rgba): Rgba => {
  const mixed = [red, green, blue].map((part, i) => part * alpha + (under[i] ?? 0) * (1 - alpha));
  return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0, 1];
};

function luminance([red, green, blue]: Rgba): number {
  const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** WCAG 2 contrast of a colour to the grounds behind it, one upon the other, the lowest first. */
export function contrast(color: string, ...grounds: readonly string[]): number {
  const ground = grounds.map(parsed).reduce(upon, [1, 1, 1, 1]);
  const [low = 0, high = 0] = [luminance(upon(ground, parsed(color))), luminance(ground)].sort(
    (x, y) => x - y,
  );
  return (high + 0.05) / (low + 0.05);
}
