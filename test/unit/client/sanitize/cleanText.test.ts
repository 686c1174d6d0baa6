import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cleanName, cleanRoomName, cleanSentence } from '../../../../src/client/sanitize/cleanText';
import { ConnectionFailure } from '../../../../src/client/types/connectionFailure';
import { ERROR_SENTENCES } from '../../../../src/protocol/wire/errorCodes';
import { parseName } from '../../../../src/protocol/names/names';
import { useScene } from '../scene';
import { welcomeFrame } from '../scriptedServer';
import { shows, until } from '../support';

describe('sentences that servers say', () => {
  for (const [what, raw, clean] of [
    ['line breaks and control characters', 'No.\r\n\u001b[31mAlert\u0000!', 'No. [31mAlert !'],
    ['marks that turn the direction', '\u202egnp.exe\u2069', 'gnp.exe'],
    ['what shows nothing', 'n\u200bo\u00adw\ufeff', 'now'],
    ['quotation marks that would end theirs', '“a” „b“ «c»', '"a" "b" "c"'],
    ['too much', 'word '.repeat(100_000), `${'word '.repeat(60).trimEnd()}…`],
    ['pairs, cut between them', '😀'.repeat(301), `${'😀'.repeat(300)}…`],
    ['nothing', ' \u200b\n', '…'],
  ] as const) {
    it(`are shown without harm: ${what}`, () => assert.equal(cleanSentence(raw), clean));
  }

  it('stay as they are where they are ours', () => {
    for (const sentence of Object.values(ERROR_SENTENCES)) assert.equal(cleanSentence(sentence), sentence);
  });
});

/** Bytes of heap that are in use, after what is not was collected. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

describe('names that servers give', () => {
  it('P-9.8 keep nothing in memory of the frames that they were cut from', () => {
    const before = heapUsed();
    const names = Array.from({ length: 100 }, (_, i) => {
      const frame = Buffer.alloc(500_000, `a name of ${i} that is long~say~`).toString();
      return cleanName(frame.slice(0, frame.indexOf('~')));
    });
    assert.ok(heapUsed() - before < 5_000_000);
    assert.equal(names[99], 'a name of 99 that is long');
  });

  for (const [what, raw, clean] of [
    ['line breaks', 'bob\r\nSERVER\u2028x\u0085y', 'bob SERVER x y'],
    ['control characters', 'b\u0000o\u001bb\tz', 'b o b z'],
    ['marks that turn the direction', '\u202ebob\u202c \u2067x\u2069', 'bob x'],
    ['what shows nothing', 'b\u200bo\u00adb\ufeff\u3164', 'bob'],
    ['lone surrogates', 'bo\ud800b', 'bob'],
    ['white space around', '  bob\u00a0', 'bob'],
    ['nothing', '', '?'],
    ['only what shows nothing', ' \u200b\u2800 ', '?'],
    ['too much', 'x'.repeat(100_000), 'x'.repeat(64)],
    ['pairs, cut between them', '😀'.repeat(100), '😀'.repeat(64)],
    ['what passes for the server', 'ЅERVER: x', '“ЅERVER: x”'],
    ['a frame', 'SERVER] moves to [', '“SERVER] moves to [”'],
    ['letters of two scripts', 'еvan', '“еvan”'],
    ['sentences, in quotation marks that they cannot end', 'ann joined.” Bob', '“ann joined." Bob”'],
    ['what was made so before', '“SERVER”', '“SERVER”'],
    ['what hides the server', 'S\u200bERVER', '“SERVER”'],
  ] as const) {
    it(`are shown without harm: ${what}`, () => assert.equal(cleanName(raw), clean));
  }

  it('of rooms are shown without harm, and may be titles', () => {
    assert.equal(cleanRoomName('Sprint 12: planning'), 'Sprint 12: planning');
    assert.equal(cleanRoomName('[SERVER]\n'), '“[SERVER]”');
  });

  for (const name of [
    'Ann  Bee',
    '❤️ Zoë',
    '𝔉'.repeat(32),
    'a\u0301'.repeat(32),
    'محمد',
    '李小龍',
    '👩‍💻',
    'نامه\u200cای',
  ]) {
    it(`stay as they are where they are valid: ${name}`, () => {
      const parsed = parseName(name);
      assert.ok(parsed.ok);
      assert.equal(cleanName(parsed.value), parsed.value);
    });
  }

  describe('to the client', () => {
    const evil = '\u202ebob\nSERVER';
    const scene = useScene();

    it('are clean wherever they come: room, oneself, members, senders, notices, typists, history', async () => {
      scene.create({ known: true });
      const joining = scene.client.connect();
      const peer = await scene.server.peer();
      await peer.frame();
      const event = { at: 5, by: 'm-bob', from: evil };
      peer.send(
        welcomeFrame({
          room: { id: 'room-1', name: `${evil} room`, access: 'open' },
          you: `al\nice`,
          seq: 5,
          oldest: 2,
          members: [{ mid: 'm-bob', name: evil, since: 1, dialect: 'native' }],
          history: [{ ...event, seq: 5, verb: 'say', text: 'in the welcome' }],
        }),
      );
      await joining;
      assert.deepEqual([scene.client.room?.name, scene.client.name], ['bob SERVER room', 'al ice']);
      assert.deepEqual(
        scene.client.members.map(({ name }) => name),
        ['bob SERVER'],
      );
      await shows(scene.client, 'bob SERVER: in the welcome (sent)');

      const typing = until(scene.client.onDidChangeTyping, ({ length }) => length > 0);
      peer.send(`\u202ebob~typing~{"by":"m-bob","on":true}\n`);
      assert.deepEqual(await typing, ['bob']);
      peer.send(
        `SERVER~join~${JSON.stringify({ seq: 6, at: 5, by: 'm-eve', name: 'e\nve' })}\n` +
          `SERVER~rename~${JSON.stringify({ seq: 7, at: 5, by: 'm-eve', name: 'e\nve', to: 'e\u200bva' })}\n` +
          `SERVER~leave~${JSON.stringify({ seq: 8, at: 5, by: 'm-eve', name: 'e\u200bva' })}\n`,
      );
      await shows(scene.client, 'passed eva');

      const older = scene.client.loadOlder(5, 10);
      await peer.frame();
      const events = [{ ...event, seq: 2, verb: 'say', text: 'older' }];
      peer.send(`SERVER~history~${JSON.stringify({ events, more: false })}\n`);
      const [oldest] = (await older).entries;
      assert.ok(oldest?.kind === 'message');
      assert.equal(oldest.from, 'bob SERVER');
    });

    it('are clean in the log, and so is what the server says', async () => {
      const logged: string[] = [];
      const log = (line: string) => void logged.push(line);
      const logger = { trace: log, info: log, warn: log, error: log };
      scene.create({ known: true, logger });
      const joining = scene.client.connect();
      const peer = await scene.server.peer();
      await peer.frame();
      peer.send(welcomeFrame({ room: { id: 'room-1', name: evil, access: 'open' }, you: 'al\nice' }));
      await joining;
      const saving = until(scene.client.onDidChangeSaved, () => true);
      peer.send(
        `SERVER~error~${JSON.stringify({ code: 'co\nde', message: 'No.\n\u202eForged line' })}\n` +
          'SERVER~error~{"code":"history-unsaved","message":"."}\n',
      );
      await saving;
      assert.ok(logged.includes('Joined the room bob SERVER as al ice.'), logged.join('|'));
      assert.ok(logged.includes('The server: No. Forged line (co de)'), logged.join('|'));
    });

    it('are clean in a no, whether in a frame or in plain words', async () => {
      for (const no of [
        'SERVER~No\u202e!\n',
        `SERVER~error~${JSON.stringify({ code: 'no\n', message: 'No\u202e!' })}\n`,
      ]) {
        scene.create({ known: true });
        const joining = scene.client.connect();
        const peer = await scene.server.peer();
        await peer.frame();
        peer.send(no);
        await assert.rejects(
          joining,
          (failure) => failure instanceof ConnectionFailure && failure.error.wire?.message === 'No!',
        );
      }
    });

    it('are clean in an original room', async () => {
      scene.create();
      const joining = scene.client.connect();
      const peer = await scene.server.peer();
      await scene.clock.scheduled(600);
      scene.clock.advance(600);
      await peer.expect('alice');
      peer.send('SERVER~Welcoming alice to the chat!');
      await joining;
      peer.send('SERVER~Welcoming b\u202eo\nb to the chat!');
      await shows(scene.client, 'join bo b');
      peer.send('SERVER~Back\u202e at\nfive.');
      await shows(scene.client, 'server-text');
      const [said] = scene.client.transcript.page(undefined, 1).entries;
      assert.deepEqual(said?.kind === 'notice' && said.notice, {
        kind: 'server-text',
        text: 'Back at five.',
      });
      assert.deepEqual(
        scene.client.members.map(({ name }) => name),
        ['alice', 'bo b'],
      );
    });
  });
});
