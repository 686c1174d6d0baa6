import assert from 'node:assert/strict';
import type { ChatClient } from '../../../src/client/chatClient';
import { cleanName } from '../../../src/client/cleanName';
import { parseName } from '../../../src/protocol/names';
import { ManualClock } from './manualClock';
import { ScriptedServer, welcomeFrame } from './scriptedServer';
import { newClient, shows, until } from './support';

describe('names that servers give', () => {
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
  ] as const) {
    it(`are shown without harm: ${what}`, () => assert.equal(cleanName(raw), clean));
  }

  for (const name of ['Ann  Bee', '❤️ Zoë', '𝔉'.repeat(32), 'a\u0301'.repeat(32), 'محمد', '李小龍']) {
    it(`stay as they are where they are valid: ${name}`, () => {
      const parsed = parseName(name);
      assert.ok(parsed.ok);
      assert.equal(cleanName(parsed.value), parsed.value);
    });
  }

  describe('to the client', () => {
    const evil = '\u202ebob\nSERVER';
    let server: ScriptedServer;
    let clock: ManualClock;
    let client: ChatClient;

    beforeEach(async () => {
      server = await ScriptedServer.listen();
      clock = new ManualClock();
    });
    afterEach(async () => {
      client.dispose();
      await server.close();
    });

    it('are clean wherever they come: room, oneself, members, senders, notices, typists, history', async () => {
      client = newClient(server, clock, { known: true });
      const joining = client.connect();
      const peer = await server.peer();
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
      assert.deepEqual([client.room?.name, client.name], ['bob SERVER room', 'al ice']);
      assert.deepEqual(
        client.members.map(({ name }) => name),
        ['bob SERVER'],
      );
      await shows(client, 'bob SERVER: in the welcome (sent)');

      const typing = until(client.onDidChangeTyping, ({ length }) => length > 0);
      peer.send(`\u202ebob~typing~{"by":"m-bob","on":true}\n`);
      assert.deepEqual(await typing, ['bob']);
      peer.send(
        `SERVER~join~${JSON.stringify({ seq: 6, at: 5, by: 'm-eve', name: 'e\nve' })}\n` +
          `SERVER~rename~${JSON.stringify({ seq: 7, at: 5, by: 'm-eve', name: 'e\nve', to: 'e\u200bva' })}\n` +
          `SERVER~leave~${JSON.stringify({ seq: 8, at: 5, by: 'm-eve', name: 'e\u200bva' })}\n`,
      );
      for (const notice of ['join e ve', 'rename e ve', 'leave eva']) await shows(client, notice);

      const older = client.loadOlder(5, 10);
      await peer.frame();
      const events = [{ ...event, seq: 2, verb: 'say', text: 'older' }];
      peer.send(`SERVER~history~${JSON.stringify({ events, more: false })}\n`);
      const [oldest] = (await older).entries;
      assert.ok(oldest?.kind === 'message');
      assert.equal(oldest.from, 'bob SERVER');
    });

    it('are clean in an original room', async () => {
      client = newClient(server, clock);
      const joining = client.connect();
      const peer = await server.peer();
      await clock.scheduled(600);
      clock.advance(600);
      await peer.expect('alice');
      peer.send('SERVER~Welcoming alice to the chat!');
      await joining;
      peer.send('SERVER~Welcoming b\u202eo\nb to the chat!');
      await shows(client, 'join bo b');
      assert.deepEqual(
        client.members.map(({ name }) => name),
        ['alice', 'bo b'],
      );
    });
  });
});
