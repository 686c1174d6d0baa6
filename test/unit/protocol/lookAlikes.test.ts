import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { nameKeys } from '../../../src/protocol/nameKeys';
import { parseName, parseRoomName } from '../../../src/protocol/names';
import { isMixed } from '../../../src/protocol/scripts';
import { skeleton } from '../../../src/protocol/skeleton';

/** Source -> prototype, of confusables.txt. */
const CONFUSABLES = createRequire(__filename)('unhomoglyph/data.json') as Record<string, string>;

describe('skeletons', () => {
  it('are the same for all pairs of confusables.txt, and stay as they are', () => {
    // what decomposes is not looked up as it stands
    const pairs = Object.entries(CONFUSABLES).filter(([source]) => source.normalize('NFD') === source);
    assert.equal(pairs.length, 5247);
    const differing = pairs.filter(([source, prototype]) => skeleton(source) !== skeleton(prototype));
    assert.deepEqual(differing, []);
    const unstable = pairs.filter(([source]) => skeleton(skeleton(source)) !== skeleton(source));
    assert.deepEqual(unstable, []);
  });

  for (const [text, expected] of [
    ['раураl', 'paypal'],
    ['ѕсоре', 'scope'],
    ['mIl0', 'rnllO'],
    ['ＡΒС', 'ABC'],
    ['ᏚᎬᏒᏙᎬᏒ', 'SERVER'],
    ['ꓢꓰꓣꓦꓰꓣ', 'SERVER'],
    ['ꜱᴇʀᴠᴇʀ', 'server'],
    ['🅢🆅🇷', 'SVR'],
    ['③', '➂'],
    ['Ⅷ', 'Vlll'],
    ['a\u200b\u00ad\u2800b', 'ab'],
    ['Zoë', 'Zoe\u0308'],
    ['Дж', 'Дж'],
  ] as const) {
    it(`of ${JSON.stringify(text)} is ${expected}`, () => assert.equal(skeleton(text), expected));
  }
});

describe('words', () => {
  for (const word of [
    ...[
      'Łukasz',
      'Иван',
      'Ελένη',
      'たなかTom',
      '山田Tarō',
      '김철수',
      '金철수K',
      'ㄅㄆ注音a',
      'გიორგი',
      'Հայկ',
      'ไทย',
    ],
    ...['ߒߞߏ', 'ᠮᠣᠩᠭᠣᠯ', 'ᏣᎳᎩ', '𞤀𞤣', 'x2', '٣', '😀', '', 'e\u0301', 'ー'],
  ]) {
    it(`of one script, or of those written together: ${word}`, () => assert.equal(isMixed(word), false));
  }
  for (const word of [
    'еvan',
    'αlice',
    'Оwen',
    'Иvан',
    'օwen',
    'Ꭺnn',
    'аб\u03b3',
    'ไaย',
    'あи',
    'ㄅ김',
    'ロシアя',
  ]) {
    it(`of scripts that nobody mixes: ${word}`, () => assert.equal(isMixed(word), true));
  }
});

describe('names that look alike', () => {
  const isOne = (a: string, b: string) => nameKeys(a).some((key) => nameKeys(b).includes(key));

  for (const [a, b] of [
    ['scope', 'ѕсоре'],
    ['Ivan', 'lvan'],
    ['tom', 'ТОМ'],
    ['Mary', 'rnary'],
    ['ſrank', 'frank'],
    ['bob', '“bob”'],
    ['zoe', 'zoe.'],
    ['BOBA', 'вова'],
    ['O0', 'oO'],
    ['علی\u200cرضا', 'علیرضا'],
    ['👩\u200d💻', '👩💻'],
    ['न्\u200dद', 'न्द'],
  ] as const) {
    it(`are one: ${a}, ${b}`, () => assert.ok(isOne(a, b)));
  }
  for (const [a, b] of [
    ['Ian', 'Lan'],
    ['Ali', 'All'],
    ['Anna', 'Ana'],
    ['bob', 'bob-2'],
    ['José', 'Jose'],
    ['Иван', 'Ivan'],
    ['😀', '😁'],
    ['.', '!'],
  ] as const) {
    it(`are two: ${a}, ${b}`, () => assert.ok(!isOne(a, b)));
  }
});

describe('what a name may be', () => {
  for (const name of [
    ...[
      'José',
      'Müller-Łukasz',
      'Иван',
      'Ёлка Smith',
      'محمد علی',
      'देवी शर्मा',
      '李小龍',
      'Nguyễn Thị',
      'ʻOkina',
      "O'Brien",
    ],
    ...[
      'Anna (dev)',
      'Dr. Smith',
      'J. R. R. Tolkien',
      'Mary St. Clair',
      'Prof. Dr. Meier',
      'Friedrich VIII. Georg',
    ],
    ...[
      'د. أحمد',
      'डॉ. शर्मा',
      'ดร. สมชาย',
      'van d. Berg',
      'Acme Inc. Bot',
      'P!nk',
      'ann?',
      'モーニング娘。',
      '3:10',
    ],
    ...[
      'Serverin',
      'server2',
      'observer',
      'the SERVER',
      'SERVERの人',
      'Se-rva',
      'C++',
      '50%',
      'a|b',
      'ב״ה',
      '<b>',
    ],
    // Persian, Sinhala, Malayalam, Bengali, Hindi; joined emoji, also without their selector; a flag of tags
    ...['نامه\u200cای', 'ශ්\u200dරී', 'ക്\u200d', 'র\u200d্যাচেল', 'क्\u200cष', 'न्\u200d', 'क्\u200dष'],
    ...[
      '👩\u200d💻',
      '👨‍👩‍👧‍👦',
      '🏳️‍🌈',
      '👩\u200d❤\u200d👩',
      'Tom 👩🏽‍🚀',
      '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
    ],
  ]) {
    it(`takes ${name}`, () => assert.deepEqual(parseName(name), { ok: true, value: name.normalize('NFC') }));
  }

  const WHY = {
    server: "SERVER is the room's own",
    frame: 'it has a bracket in it that is not round, or what looks like a tilde',
    scripts: 'it has letters of different alphabets in one word',
    sentences: 'it reads like several sentences',
    hidden: 'it has a tilde, a control character or an invisible one in it',
  };
  for (const [why, ...names] of [
    [
      'server',
      'SERVЕR',
      'ЅЕRVER',
      'ѕегvег',
      'ᏚᎬᏒᏙᎬᏒ',
      'ꜱᴇʀᴠᴇʀ',
      '🅂🄴🅁🅅🄴🅁',
      '🇸🇪🇷🇻🇪🇷',
      'SÉRVER',
      'S E R V E R',
      's.e.r.v.e.r',
    ],
    [
      'server',
      'SERVER:',
      'SERVER…',
      '[SERVER]',
      '⚠️ Server',
      '(server)',
      'SERVER-2',
      'SERVER—x',
      'SERVER|x',
      'Server: hi',
    ],
    [
      'server',
      'SERVER∼The room has moved',
      'SERVER] moves to 10.6.6.6 [',
      '»SERVER« x',
      'Server\u3000Team',
      'SERVER\u0301!',
    ],
    [
      'frame',
      'bob] hi [eve',
      'bob［x',
      '【bob】',
      '«bob» ⟦x',
      'bob∽hi',
      'bob～hi',
      'bob⁓hi',
      'bob˜hi',
      'b〜',
      '{x}',
      '„x',
    ],
    ['scripts', 'еvan', 'Ann αlice', 'Оwen-Smith', 'поezd', 'x (Иvан)'],
    [
      'sentences',
      'alice joined the room. Bob',
      'all out! Bob',
      'Bob: hi',
      'ann left? eve',
      'アリス退室。ボブ',
      'eve… x',
    ],
    ['sentences', 'alice is out.) Bob', 'أليس غادرت. بوب', 'ann 2. Bob', 'a has left the chat. b', 'x； y'],
    [
      'hidden',
      'a\u200cb',
      'a\u200db',
      'سلام\u200c',
      '\u200dم',
      'क\u200dष',
      'क\u200cष',
      'क्\u200dा',
      '👩\u200d',
      '😀\u200d😀',
    ],
    ['hidden', '👩\u200dx', '👩\u200d\u200d💻', '🏴\u{e0067}', 'ا\u200cب', 'a~b', 'x\u061c', 'a\u{e0041}'],
  ] as const) {
    for (const name of names) {
      it(`refuses ${JSON.stringify(name)}: ${WHY[why]}`, () => {
        const parsed = parseName(name);
        assert.ok(!parsed.ok, 'taken');
        const { code, message } = parsed.error;
        assert.deepEqual(
          [code, message],
          ['bad-name', `That name cannot be used: ${WHY[why]}. Please send another.`],
        );
      });
    }
  }

  it('takes a title for a room that is no username, but nothing else', () => {
    for (const room of ['Sprint 12: planning', 'Now! Or never', "Иван's room"])
      assert.ok(parseRoomName(room).ok, room);
    for (const room of ['SERVER moves', '[Lab]', 'Lаb', 'x∼y']) assert.ok(!parseRoomName(room).ok, room);
  });
});
