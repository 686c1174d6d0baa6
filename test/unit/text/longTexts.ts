/** What may be markup, or be taken for something, again and again. */
const PARTS = [
  ...['[', '*', '`', '>', '_', '~', '~~ ', '* ', '[a](', '](', '- a\n', '> ', '**a ', 'a** ', '`` ` '],
  ...['@ana ', '@', 'http://', 'https://a.example ', 'a.ts:1 ', ':1', '(1,2)', '\\*', 'a\n\n', '  a\n'],
  ...['```\n', '~~~\n- ', 'x', '\u0301', '**a** ', '*a *b ', '1. ', '[[a](http://x)', '", line 1'],
  ...[
    '<!-- ',
    '&amp;',
    '\u200b',
    '()',
    ' ',
    ':a',
    ':a: ',
    'a@b.c ',
    'a.',
    '\u202e',
    '> > ',
    '```',
    '\\',
    '\t',
  ],
  ...[
    '> - ',
    '1. a\n\n',
    'at a',
    '| a ',
    '$ a\n',
    '{\n',
    '```a\n',
    '[a](<',
    '[a](b "',
    '`a',
    '*a*b',
    '***',
    '_*',
  ],
  ...[
    '> \n',
    '>\n',
    '>>\n',
    '\n',
    ' \n',
    '- \n',
    '- a\n\n',
    '- a\n  b\n',
    '- a\n1. b\n',
    '> a\n',
    '> a\nb\n',
  ],
  ...['a\\* ', '\\_a ', '~~~a ', 'a~~~ ', '~~~~~a~~~~~ ', '*a **b ***c ', '*a _b ~~c ', 'a* b_ c~~ ', '`a\n'],
  ...[
    '# a\n',
    'a;\n',
    'a\n\n{\n\n',
    '```\n```\n',
    '```\na```\n',
    '~~~\n```\n',
    'http://(',
    'http://.',
    'mailto:',
  ],
  ...[
    'http://a@',
    'a:b@',
    '@a.',
    '-@',
    'C:\\',
    '[a](http://x)',
    '[a](http://x',
    '](http://x)',
    '"',
    '\\[',
    '/',
  ],
  ...[
    '```a\n\n',
    '>```\n',
    '> ```\n',
    '- ```\n',
    '  - a\n',
    ' '.repeat(12) + '- a\n',
    '•',
    '• a\n',
    '\u2067',
  ],
];

const alternating = (length: number, ...parts: readonly string[]): string =>
  parts.map((part) => part.repeat(length / parts.length / part.length)).join('');

/** 1, 2, 3 and more of a character, then what is behind them. */
function growing(length: number, char: string, behind: string): string {
  const runs: string[] = [];
  for (let count = 1, left = length; left > 0; left -= ++count) runs.push(char.repeat(count) + behind);
  return runs.join('');
}

/** Texts of about so many UTF-16 units, by what they are made of. */
export const LONG_TEXTS: Readonly<Record<string, (length: number) => string>> = {
  ...Object.fromEntries(
    PARTS.map((part) => [JSON.stringify(part), (length: number) => part.repeat(length / part.length)]),
  ),
  'what begins, then what ends: emphasis': (length) => alternating(length, '*a ', 'a* '),
  'what begins, then what ends: bold, strike and italics': (length) =>
    alternating(length, '**~~_a ', 'a_~~** '),
  'what begins, then what ends: links': (length) => alternating(length, '[', 'a](http://x)'),
  'what begins, then what ends: no links': (length) => alternating(length, '[', 'a](x)'),
  'what begins, then what ends: directions': (length) => alternating(length, '\u2067', '\u2069'),
  'what begins, then what ends: addresses': (length) => `http://${alternating(length, '(', ')')}`,
  'keys without values': (length) => `{${'":'.repeat(length / 2)}`,
  'runs of backticks that are hidden': (length) => '\\`` '.repeat(length / 4),
  'runs of backticks that grow': (length) => growing(length, '`', ' '),
  'runs of stars that grow': (length) => growing(length, '*', 'a '),
  'runs of tildes that grow': (length) => growing(length, '~', 'a '),
  'fences that grow': (length) => growing(length, '```', '\n'),
  'quotes that grow': (length) => growing(length, '>', '\n'),
  'quotes with spaces that grow': (length) => growing(length, '> ', 'a\n'),
  'stairs of lists': (length) =>
    Array.from({ length: length / 16 }, (_, i) => `${' '.repeat(i % 24)}- a`).join('\n'),
  'lines that end with spaces': (length) => growing(length, ' ', 'a\n'),
  'lines that begin with spaces': (length) => `a\n${growing(length, ' ', 'a\n')}`,
};
