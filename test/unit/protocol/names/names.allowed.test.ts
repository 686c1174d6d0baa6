import assert from 'node:assert/strict';
import { parseName, parseRoomName } from '../../../../src/protocol/names/names';

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
