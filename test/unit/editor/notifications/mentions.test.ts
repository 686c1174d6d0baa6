import assert from 'node:assert/strict';
import { mentions, withoutMentions } from '../../../../src/editor/notifications/mentions';

/** Texts by whether they mean the member of that name. */
const TABLE: readonly {
  readonly what: string;
  readonly name: string;
  readonly others?: readonly string[];
  readonly meant?: readonly string[];
  readonly not?: readonly string[];
}[] = [
  {
    what: 'stands by itself, in whatever punctuation and case',
    name: 'bob',
    meant: [
      ...[
        'bob',
        'bob: look',
        'ask @bob!',
        '(bob)',
        'bob, hi',
        'that is bob.',
        'Bob!',
        'BOB?',
        '"bob"',
        '“Bob”',
      ],
      ...['so… bob…', 'bob...look', 'hi -bob', 'bob - look', 'bob--look', 'carol,bob;dave', '*bob*', '_bob_'],
      ...[
        '__bob__ look',
        '`bob`',
        '<bob> said',
        '@bob/@carol',
        'x\nbob\ny',
        'alice&bob',
        'alice + bob',
        'bob\t: x',
      ],
      ...['https://x.org/bob is what bob wrote', 'bob-2 and bob', 'cc:bob', '1) bob'],
    ],
    not: [
      'kabob',
      'Bobby is here',
      'böb',
      'bo b',
      'b-o-b',
      'bòb',
      'bob\u0301 is another',
      '8bob',
      'bob8',
      '',
    ],
  },
  {
    what: 'is not told of names that begin or end with it',
    name: 'bob',
    not: [
      ...[
        'bob-2',
        'ask bob-2!',
        '@bob-2',
        'bob-the-builder',
        'jean-bob',
        'bob_x',
        'x_bob',
        '_bob',
        'bob_',
        'bob‐2',
      ],
      ...['BOB-2: hi', 'bob\u20112 was here'],
    ],
  },
  {
    what: 'is not told of addresses, links, paths and files',
    name: 'bob',
    not: [
      ...[
        'bob@example.com',
        'carol@bob',
        'first.bob@x.org',
        'bob+tag@x.org',
        'ssh bob@10.0.0.1',
        'mailto:bob@x.org',
      ],
      ...[
        '/home/bob/src',
        '~/bob',
        '~bob',
        './bob',
        '../bob',
        'C:\\Users\\bob\\x',
        'src/bob',
        'bob/src',
        'bob/',
        '/bob',
      ],
      ...[
        'bob.ts',
        'src/bob.test.ts',
        '.bob',
        'bob.example.com',
        'www.bob.org',
        'bob:9999',
        'std::bob',
        'bob::x',
      ],
      ...[
        'https://x/bob',
        'https://x/(bob)',
        'https://x/a,bob',
        'https://x/?q=bob&y',
        'https://bob:pw@x/',
        'git://bob',
      ],
      ...[
        '#bob',
        '$bob',
        '%bob%',
        'name=bob',
        'bob=1',
        'bob()',
        'a.bob(1)',
        ':bob:',
        '@bob/utils',
        '@bob@example.social',
      ],
      ...['ＢＯＢ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'file:///bob', 'vscode://file/bob', 'x.bob = 1'],
    ],
  },
  {
    what: 'is told with a genitive or a contraction',
    name: 'Bob',
    meant: [
      "bob's",
      'Bob’s',
      'Bobs Idee war gut',
      'das ist Bobs',
      "bob'll come",
      "d'bob",
      "Bob'un evi",
      'BOBS!',
    ],
    not: ['bobsled', 'bobst', 'bobs-2', 'Bobss', 'bobs.ts'],
  },
  {
    what: 'has a genitive of its own',
    name: 'Hans',
    meant: ["Hans' Idee", 'hans’', 'Hans'],
    not: ['Hansa', 'Hänschen'],
  },
  {
    what: 'is Korean, with particles and titles behind it',
    name: '고양이',
    meant: [
      '고양이',
      '고양이야',
      '고양이가',
      '고양이는 어디?',
      '고양이님',
      '고양이님은요',
      '고양이한테서는',
      '@고양이!',
      '고양이씨,',
      '고양이랑',
    ],
    not: ['길고양이', '고양이발톱', '고양이-2', '고양이야.ts'],
  },
  {
    what: 'ends in a consonant in Korean',
    name: '민준',
    meant: ['민준아', '민준이가', '민준이한테', '민준이에요'],
    not: ['김민준', '민준서'],
  },
  { what: 'is Latin in a Korean text', name: 'bob', meant: ['bob님', 'bob은', 'Bob에게'], not: ['bob바'] },
  {
    what: 'is in a script without spaces',
    name: '小明',
    others: ['小明星'],
    meant: ['你好小明', '小明在哪里', '@小明，你好', 'Tom和小明', '小明星和小明'],
    not: ['小明星来了', '小红'],
  },
  { what: 'is Thai', name: 'สมชาย', meant: ['สวัสดีสมชายครับ', 'สมชาย'], not: ['สมชาย\u0e34'] },
  {
    what: 'is katakana, in which a word goes on',
    name: 'ケン',
    meant: ['ケンさん', 'ケンは？', '今日はケン'],
    not: ['ケンタッキー', 'ケンー'],
  },
  { what: 'is Latin in a Japanese text', name: 'Bob', meant: ['Bobさん', 'こんにちはbob'] },
  {
    what: 'is typed in other normal forms, widths and cases',
    name: 'Jürgen',
    meant: [
      'für Jürgen.',
      'fu\u0308r Ju\u0308rgen',
      'JU\u0308RGEN!',
      'Ｊürgen',
      'J\u200bürgen',
      'Jürgens Rad',
    ],
    not: ['Jurgen', 'Jürgena'],
  },
  {
    what: 'has an apostrophe, which keyboards and phones type in several ways',
    name: 'O\u2019Hara',
    meant: ["@o'hara", 'O\u02bcHara, see', 'that is O\u2018Hara\u2019s', 'O\uff07Hara'],
    not: ['ohara', "o'harada", "jo'hara"],
  },
  {
    what: 'has a hyphen, which is typed as one that does not break, too',
    name: 'Mary-Ann',
    meant: ['mary\u2011ann', 'MARY\u2010ANN: hi'],
    not: ['mary\u2011ann\u20112', 'mary ann'],
  },
  { what: 'has a sharp s', name: 'Weiß', meant: ['weiß', 'WEISS', 'WEIẞ', 'Weiss'], not: ['Weise'] },
  { what: 'has a dotted I', name: 'İpek', meant: ['ipek', 'İPEK', 'İpek’e', 'IPEK'] },
  { what: 'has a dotless i', name: 'Işık', meant: ['ışık', 'IŞIK', 'Işık’ın'] },
  { what: 'ends in a sigma', name: 'Νίκος', meant: ['ΝΊΚΟΣ', 'νίκος', 'Νίκοσ;', 'Νίκος’'], not: ['Νίκοςα'] },
  {
    what: 'is decomposed Hangul',
    name: '고양이'.normalize('NFD'),
    meant: ['고양이', '고양이야', '고양이야'.normalize('NFD')],
  },
  { what: 'is half-width kana', name: 'ｹﾝ', meant: ['ケン', 'ｹﾝさん'] },
  {
    what: 'is part of the longer name of somebody else',
    name: 'Ann',
    others: ['Ann', 'Ann Lee', "Ann O'Hara", 'Mary & Ann'],
    meant: ['Ann', 'Ann, Lee', 'Ann Lee and Ann', 'Ann Leeds', 'Mary and Ann'],
    not: ['Ann Lee, look', 'ann  lee', "@Ann O'Hara: x", 'mary & ann!'],
  },
  {
    what: 'has punctuation and spaces of its own',
    name: 'J. R. Bob-2',
    meant: ['J. R. Bob-2', 'j. r. bob-2, hi', '@J.  R. Bob-2', "J. R. Bob-2's"],
    not: ['J. R. Bob-22', 'J. R. Bob', 'J. R. Bob-2-3', 'aj. r. bob-2'],
  },
  {
    what: 'is like a file',
    name: 'bob.ts',
    meant: ['bob.ts', '@bob.ts!', 'bob.ts.'],
    not: ['bob.tsx', 'src/bob.ts', 'a-bob.ts', 'bob'],
  },
  {
    what: 'is like an address',
    name: 'bob@home',
    meant: ['bob@home: hi'],
    not: ['bob@home.org', 'x.bob@home'],
  },
  { what: 'is like a number', name: '007', meant: ['ask 007', '007:'], not: ['1007', '007-b', '0.007'] },
  { what: 'ends in a dot', name: 'bob.', meant: ['bob. look', 'bob.'], not: ['bob.ts', 'bob'] },
  {
    what: 'has what a pattern would read',
    name: 'a+b',
    meant: ['a+b', '(a+b)'],
    not: ['aab', 'a+bc', 'xa+b'],
  },
  { what: 'is no word', name: '?', meant: ['what?', '?'], not: ['what'] },
  { what: 'is an emoji', name: '😀', meant: ['hi 😀', '😀😀', 'x😀y'], not: ['😃'] },
  { what: 'is a letter', name: 'ß', meant: ['ss', 'ẞ'], not: ['s', 'ssa'] },
  { what: 'is nothing', name: '', not: ['anything', ''] },
];

describe('a mention of somebody whose name', () => {
  for (const { what, name, others = [], meant = [], not = [] } of TABLE) {
    it(what, () => {
      for (const text of meant)
        assert.ok(
          mentions(text, name, () => others),
          `${name} is meant: ${text}`,
        );
      for (const text of not) assert.ok(!mentions(text, name, () => others), `${name} is not meant: ${text}`);
    });
  }

  it('is not in what hangs on somebody else', () => {
    const marked = ['bob', 'bob carol'].map((name) => ({ mid: 'm', name }));
    const left = (text: string) => mentions(withoutMentions(text, marked), 'bob', () => []);
    assert.deepEqual(['@bob: look', '(@bob carol)', '@bob and bob'].map(left), [false, false, true]);
  });

  it('is found in one go through the text, whatever it is made of', () => {
    // each would take minutes, if the text were looked at again from every place in it
    for (const part of [
      'a',
      '/',
      '.',
      'a.',
      'a/',
      '_',
      'bob_ ',
      'bob_',
      'a+',
      ':a',
      '이',
      'bob이',
      '\\',
      'a:',
      'bob x ',
    ])
      assert.equal(
        mentions(`${part.repeat(100_000)} bob-2`, 'bob', () => ['bob-2', 'bob x']),
        false,
        part,
      );
  });
});
