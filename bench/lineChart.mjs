// A line chart as SVG, in colours for light and dark.

/**
 * @typedef {{ label: string, points: readonly (readonly [number, number])[], style: 'own' | 'limit' | 'other' }} Series
 * @typedef {{ title: string, x: string, y: string, series: readonly Series[], logX?: boolean, logY?: boolean }} Chart
 */

const [WIDTH, HEIGHT] = [760, 400];
const AREA = { left: 70, right: 600, top: 50, bottom: 340 };
const LABEL_HEIGHT = 15;
/** Read apart on white, and on black. */
const COLOURS = [
  ['#8250df', '#ab7df8'],
  ['#1a7f9c', '#4ab5d4'],
  ['#a04f00', '#e39b4f'],
  ['#1f7a37', '#57ab5a'],
  ['#b83a72', '#f071a9'],
  ['#6b6b1f', '#b8b44a'],
  ['#59636e', '#9198a1'],
];
const OWN = ['#0969da', '#4493f8'];
const INK = ['#1f2328', '#f0f6fc'];

/** Colours of light (0) or dark (1). @param {number} theme */
const colours = (theme) =>
  [
    `text { fill: ${INK[theme]} }`,
    `.quiet { fill: ${['#59636e', '#9198a1'][theme]} }`,
    `.grid { stroke: ${['#d1d9e0', '#3d444d'][theme]} }`,
    `.own { color: ${OWN[theme]} }`,
    `.limit { color: ${INK[theme]} }`,
    ...COLOURS.map((pair, i) => `.other${i} { color: ${pair[theme]} }`),
  ].join(' ');

const STYLE = `
  text { font: 12px system-ui, sans-serif }
  .title { font-size: 15px; font-weight: 600 }
  ${colours(0)}
  @media (prefers-color-scheme: dark) { ${colours(1)} }
  path { fill: none; stroke: currentColor; stroke-width: 1.75 }
  circle, .label { fill: currentColor }
  .own path { stroke-width: 3.5 }
  .own .label { font-weight: 600 }
  .limit path { stroke-dasharray: 5 4 }
`;

/** @param {Chart} chart @returns {string} */
export function lineChart({ title, x, y, series, logX = false, logY = false }) {
  const points = series.flatMap((one) => one.points);
  const scaleX = scale(
    points.map(([at]) => at),
    logX,
    AREA.left,
    AREA.right,
  );
  const scaleY = scale(
    points.map(([, at]) => at),
    logY,
    AREA.bottom,
    AREA.top,
  );
  const grid = scaleY.ticks.map(
    (tick) =>
      `<line class="grid" x1="${AREA.left}" x2="${AREA.right}" y1="${scaleY(tick)}" y2="${scaleY(tick)}"/>` +
      text(AREA.left - 8, scaleY(tick) + 4, short(tick), 'quiet', 'end'),
  );
  const columns = scaleX.ticks.map((tick) =>
    text(scaleX(tick), AREA.bottom + 20, short(tick), 'quiet', 'middle'),
  );
  const labels = spread(series.map(({ points: own }) => scaleY(own.at(-1)?.[1] ?? 0)));
  const others = series.filter(({ style }) => style === 'other');
  const lines = series.map((one, i) => {
    const name = one.style === 'other' ? `other${others.indexOf(one) % COLOURS.length}` : one.style;
    const label = text(AREA.right + 10, (labels[i] ?? 0) + 4, one.label, 'label');
    return `<g class="${name}">${line(one, scaleX, scaleY)}${label}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">
<title>${escape(title)}</title>
<style>${STYLE}</style>
${[
  text(AREA.left, 22, title, 'title'),
  text(AREA.left, 40, y, 'quiet'),
  text((AREA.left + AREA.right) / 2, HEIGHT - 18, x, 'quiet', 'middle'),
  ...[...grid, ...columns, ...lines],
].join('\n')}
</svg>
`;
}

/**
 * @param {Series} series
 * @param {(value: number) => number} x
 * @param {(value: number) => number} y
 */
function line({ points }, x, y) {
  const path = points.map(([a, b], i) => `${i === 0 ? 'M' : 'L'}${x(a)} ${y(b)}`).join('');
  const dots = points.map(([a, b]) => `<circle cx="${x(a)}" cy="${y(b)}" r="3"/>`);
  return `<path d="${path}"/>${dots.join('')}`;
}

/**
 * From values to places, with the values to mark.
 * @param {readonly number[]} values
 * @param {boolean} isLog
 * @param {number} from
 * @param {number} to
 */
function scale(values, isLog, from, to) {
  const ticks = isLog ? logTicks(Math.min(...values), Math.max(...values)) : evenTicks(Math.max(...values));
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  const part = (/** @type {number} */ value) =>
    isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  const place = (/** @type {number} */ value) => Math.round((from + part(value) * (to - from)) * 10) / 10;
  return Object.assign(place, { ticks });
}

/**
 * Powers of ten, and where there are few of them their doubles and fives, around a range.
 * @param {number} least
 * @param {number} most
 */
function logTicks(least, most) {
  const steps = most / least > 1000 ? [1] : [1, 2, 5];
  const all = Array.from({ length: 24 }, (_, i) => steps.map((step) => step * 10 ** (i - 12))).flat();
  const first = all.findLastIndex((tick) => tick <= least * 1.0001);
  const last = all.findIndex((tick) => tick >= most * 0.9999);
  return all.slice(first, Math.max(last, first + 1) + 1);
}

/** From zero, in some five round steps. @param {number} most */
function evenTicks(most) {
  const rough = most / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step);
}

/**
 * Moves labels apart that would cover each other.
 * @param {readonly number[]} wanted where each would best be
 * @returns {number[]}
 */
function spread(wanted) {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const places = [...wanted];
  let free = -Infinity;
  for (const i of order) free = (places[i] = Math.max(wanted[i] ?? 0, free)) + LABEL_HEIGHT;
  // what was pushed out at the bottom pushes back
  free = AREA.bottom;
  for (const i of order.toReversed()) free = (places[i] = Math.min(places[i] ?? 0, free)) - LABEL_HEIGHT;
  return places;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} words
 * @param {string} style
 * @param {string} [anchor]
 */
const text = (x, y, words, style, anchor = 'start') =>
  `<text class="${style}" x="${x}" y="${y}" text-anchor="${anchor}">${escape(words)}</text>`;

const escape = (/** @type {string} */ words) => words.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** 2,000,000 is 2 M. @param {number} value */
function short(value) {
  if (value >= 1e6) return `${value / 1e6} M`;
  if (value >= 1e4) return `${value / 1e3} k`;
  return String(Number(value.toPrecision(3)));
}
