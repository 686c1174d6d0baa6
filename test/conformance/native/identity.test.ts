import assert from 'node:assert/strict';
import { Clients, type NativeClient, type Payload } from '../support/nativeClient';
import { type RunningServer, startServer } from '../support/server';

const seqsOf = (events: readonly Payload[]) => events.map(({ seq }) => seq!);

describe('identity', () => {
  let server: RunningServer;
  const clients = new Clients(() => server.port);
  before(async () => (server = await startServer('--rate', '0', '--join-delay-ms', '0')));
  afterEach(() => clients.leave());
  after(async () => {
    assert.equal(server.errors(), '');
    await server.stop();
  });

  it('P-6.1 a mid survives a rename and a reconnect, and authorship hangs on it', async () => {
    const ann = await clients.join('ann');
    const said = await ann.say('mine');
    await ann.act('rename', { name: 'anna' });
    await ann.leave();
    const thief = await clients.join('ann');
    assert.notEqual(thief.mid, ann.mid);
    assert.equal(await thief.refused('edit', { of: said.seq, text: 'stolen' }), 'not-author');
    const back = await clients.join('somebody', ann.resumeFrom(said.seq));
    assert.equal(back.mid, ann.mid);
    assert.equal((await back.act('edit', { of: said.seq, text: 'still mine' }))['by'], ann.mid);
  });

  it('P-6.1 two people stay two, under one name and from one computer', async () => {
    const one = await clients.join('ann');
    const two = await clients.join('ann');
    assert.notEqual(one.mid, two.mid);
    assert.deepEqual([one.welcome.you, two.welcome.you], ['ann', 'ann-2']);
    await one.next('join', { name: 'ann-2', by: two.mid });
  });

  it('P-6.2 a token is the mid, a dot and a proof; a forged one proves nothing', async () => {
    const ann = await clients.join('ann');
    const { room, token, mid: memberId } = ann.welcome;
    assert.match(token, new RegExp(`^${memberId}\\.[\\w-]{20,}$`));
    const flipped = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    for (const forged of [
      flipped,
      memberId,
      `${memberId}.`,
      `.${token}`,
      `x${token}`,
      token.slice(0, -1),
      `${token}A`,
      '.',
    ]) {
      const thief = await clients.join('thief', { resume: { room: room.id, token: forged, seq: 0 } });
      assert.notEqual(thief.mid, memberId, forged);
      assert.equal(thief.welcome.resumed, false);
    }
  });

  it('P-6.2 the secret and the id of the room live as long as the process', async () => {
    const other = await startServer();
    const own = new Clients(() => other.port);
    const ann = await clients.join('ann', { person: 'same' });
    const elsewhere = await own.join('ann', { person: 'same', ...ann.resumeFrom(0) });
    assert.notEqual(elsewhere.welcome.room.id, ann.welcome.room.id);
    assert.notEqual(elsewhere.mid, ann.mid);
    assert.equal(elsewhere.welcome.resumed, false);
    own.reset();
    await other.stop();
  });

  it('P-6.3 the windows of a person are one member: one name, one join, one leave', async () => {
    const watcher = await clients.join('watcher');
    const windows: NativeClient[] = [];
    for (const name of ['ann', 'ann', 'other name'])
      windows.push(await clients.join(name, { person: 'ann-secret' }));
    const [one, two, three] = windows as [NativeClient, NativeClient, NativeClient];
    for (const window of windows) {
      assert.deepEqual([window.mid, window.welcome.you], [one.mid, 'ann']);
      assert.equal(window.welcome.members.filter(({ mid: memberId }) => memberId === one.mid).length, 1);
      assert.equal(window.welcome.members[0]!['mid'], one.mid);
    }
    const said = await two.say('from the second window');
    for (const window of [one, three]) assert.deepEqual((await window.next('say')).payload, said);
    await one.leave();
    two.reset();
    const last = await three.say('the last one');
    await three.act('rename', { name: 'anna' });
    await three.leave();
    await watcher.next('leave');
    assert.deepEqual(
      watcher.events.map(({ verb, payload }) => [verb, payload['name'] ?? payload['text']]),
      [
        ['join', 'ann'],
        ['say', 'from the second window'],
        ['say', 'the last one'],
        ['rename', 'ann'],
        ['leave', 'anna'],
      ],
    );
    assert.equal(last.seq, said.seq + 1);
  });

  it('P-6.3 person and token are never sent to anybody else', async () => {
    const watcher = await clients.join('watcher');
    const ann = await clients.join('ann', { person: 'the-secret-of-ann', client: 'c' });
    await ann.say('hello');
    await ann.leave();
    await watcher.next('leave');
    await watcher.history(1000);
    const seen = JSON.stringify(watcher.frames);
    for (const secret of ['the-secret-of-ann', ann.welcome.token]) assert.ok(!seen.includes(secret));
    assert.ok(!JSON.stringify(ann.frames).includes('the-secret-of-ann'));
  });

  it('P-6.4 an event in a history is its payload plus verb and from', async () => {
    const ann = await clients.join('ann');
    const bob = await clients.join('bob');
    const { seq: reply } = await bob.say('@ann', { mentions: [{ mid: ann.mid, name: 'ann' }] });
    const { seq } = await bob.say('text', { code: { path: 'p', start: 1, end: 1, text: 'c' }, reply });
    await bob.act('edit', { of: seq, text: 'better' });
    await bob.act('react', { of: seq, emoji: '👍', on: true });
    await bob.act('rename', { name: 'bobby' });
    await bob.act('remove', { of: (await bob.say('oops')).seq });
    await bob.leave();
    await ann.next('leave');
    const frames = ann.events.map(({ sender, verb, payload }) => ({ ...payload, verb, from: sender }));
    assert.deepEqual(
      frames.map(({ verb }) => verb),
      [...['join', 'say', 'say', 'edit', 'react', 'rename', 'say', 'remove', 'leave']],
    );
    const { events } = await ann.history(frames.at(-1)!.seq! + 1, frames.length);
    const expected = frames.map((frame) =>
      'text' in frame && frame.text === 'oops' ? { ...frame, text: '', removed: true } : frame,
    );
    assert.deepEqual(events, expected);
  });
});

describe('resume', () => {
  let server: RunningServer;
  let watcher: NativeClient;
  const clients = new Clients(() => server.port);
  const flags = ['--rate', '0', '--join-delay-ms', '0', '--history-events', '40'];
  beforeEach(async () => {
    server = await startServer(...flags);
    watcher = await clients.join('watcher');
  });
  afterEach(async () => {
    clients.reset();
    assert.equal(server.errors(), '');
    await server.stop();
  });

  it('P-6.6 gives back member and name, and what was missed in history, never as frames too', async () => {
    const ann = await clients.join('ann');
    const { seq } = await ann.say('last seen');
    ann.reset();
    await watcher.next('leave', { name: 'ann', reason: 'lost' });
    for (const text of ['one', 'two', 'three']) await watcher.say(text);
    const back = await clients.join('ann', ann.resumeFrom(seq));
    const { welcome } = back;
    assert.deepEqual([welcome.resumed, welcome.mid, welcome.you], [true, ann.mid, 'ann']);
    assert.deepEqual(
      welcome.history.map((event) => [event.seq, event['verb'], event['text'] ?? event['name']]),
      [
        [seq + 1, 'leave', 'ann'],
        [seq + 2, 'say', 'one'],
        [seq + 3, 'say', 'two'],
        [seq + 4, 'say', 'three'],
        [seq + 5, 'join', 'ann'],
      ],
    );
    assert.equal(welcome.seq, seq + 5);
    await watcher.say('after');
    await back.next('say');
    assert.deepEqual(seqsOf(back.events.map(({ payload }) => payload)), [seq + 6]);
  });

  it('P-6.6 nothing is lost or doubled while others are talking', async () => {
    const talking = { goesOn: true };
    const talk = (async () => {
      for (let i = 0; talking.goesOn; i++) await watcher.say(`${i}`);
    })();
    let ann = await clients.join('ann');
    let last = ann.welcome.seq;
    for (let round = 0; round < 20; round++) {
      await ann.next('say');
      await ann.next('say');
      last = ann.events.at(-1)!.payload.seq!;
      ann.reset();
      ann = await clients.join('ann', ann.resumeFrom(last));
      const { welcome } = ann;
      assert.equal(welcome.resumed, true);
      await ann.next('say');
      const all = [...seqsOf(welcome.history), ...seqsOf(ann.events.map(({ payload }) => payload))];
      assert.deepEqual(
        all,
        Array.from({ length: all.length }, (_, i) => last + 1 + i),
      );
    }
    talking.goesOn = false;
    await talk;
  });

  it('P-6.6 a ghost that is still connected is the same member: no join, no leave, no second name', async () => {
    const ghost = await clients.join('ann');
    const { seq } = await ghost.say('x');
    const back = await clients.join('ann', ghost.resumeFrom(seq));
    const { welcome } = back;
    assert.deepEqual([welcome.resumed, welcome.mid, welcome.you, welcome.seq], [true, ghost.mid, 'ann', seq]);
    assert.deepEqual(welcome.history, []);
    assert.deepEqual(
      welcome.members.map(({ name }) => name),
      ['ann', 'watcher'],
      'never the own ghost',
    );
    ghost.reset();
    const said = await back.say('here');
    assert.equal(said.seq, seq + 1);
    await watcher.next('say', { seq: said.seq });
    assert.ok(watcher.events.every(({ verb }) => verb !== 'leave'));
  });

  it('P-6.7 another room, or a seq above the last: resumed false, but still the same member', async () => {
    const ann = await clients.join('ann');
    const { seq } = await ann.say('x');
    await ann.leave();
    await watcher.next('leave');
    const { resume } = ann.resumeFrom(seq);
    const last = seq + 1;
    const attempts: [object, boolean][] = [
      [{ ...resume, seq: last + 1 }, false],
      [{ ...resume, room: 'another' }, false],
      [{ ...resume, seq: Number.MAX_SAFE_INTEGER }, false],
    ];
    for (const [attempt, resumed] of attempts) {
      const back = await clients.join('ann', { resume: attempt });
      assert.deepEqual([back.welcome.resumed, back.mid], [resumed, ann.mid]);
      assert.deepEqual(
        seqsOf(back.welcome.history),
        seqsOf((await back.history(back.welcome.seq + 1)).events),
      );
      await back.leave();
    }
  });

  it('P-6.6 the seq of the very last event is not above it', async () => {
    const ann = await clients.join('ann');
    await ann.leave();
    const { seq } = (await watcher.next('leave')).payload;
    const back = await clients.join('ann', ann.resumeFrom(seq!));
    assert.equal(back.welcome.resumed, true);
    assert.deepEqual(seqsOf(back.welcome.history), [seq! + 1]);
  });

  it('P-6.7 a wrong token is another member, and nothing of the missed is its own', async () => {
    const ann = await clients.join('ann');
    await ann.leave();
    const { room } = ann.welcome;
    const thief = await clients.join('ann', {
      resume: { room: room.id, token: `${ann.mid}.forged`, seq: 1 },
    });
    assert.equal(thief.welcome.resumed, false);
    assert.notEqual(thief.mid, ann.mid);
  });

  it('P-6.8 P-6.11 what is no longer kept shows as a gap below oldest', async () => {
    const ann = await clients.join('ann');
    const { seq } = await ann.say('last seen');
    ann.reset();
    await watcher.next('leave');
    for (let i = 0; i < 200; i++) watcher.send('say', { id: `${i}`, text: `${i}` });
    await watcher.next('say', { id: '199' });
    const { welcome } = await clients.join('ann', ann.resumeFrom(seq));
    assert.equal(welcome.resumed, true);
    assert.ok(welcome.oldest > seq + 1);
    const kept = seqsOf(welcome.history);
    assert.ok(kept.length >= 40 && kept.length <= 45, `${kept.length} events`);
    assert.deepEqual([kept[0], kept.at(-1)], [welcome.oldest, welcome.seq]);
    assert.deepEqual(await watcher.history(welcome.oldest), { events: [], more: false });
    assert.equal(await watcher.refused('edit', { of: seq + 2, text: 'x' }), 'not-found');
  });

  it('P-6.11 history-bytes bounds what is kept as well', async () => {
    const small = await startServer('--rate', '0', '--history-bytes', '200000');
    const own = new Clients(() => small.port);
    const ann = await own.join('ann');
    for (let i = 0; i < 60; i++) ann.send('say', { id: `${i}`, text: 'x'.repeat(16_000) });
    await ann.next('say', { id: '59' });
    const { events, more } = await ann.history(1000);
    assert.ok(events.length >= 4 && events.length <= 7, `${events.length} events`);
    assert.equal(more, false);
    own.reset();
    await small.stop();
  });

  it('P-6.6 the missed that do not fit come by paging: all of them, each once', async () => {
    const ann = await clients.join('ann');
    const { seq } = await ann.say('last seen');
    ann.reset();
    await watcher.next('leave');
    for (let i = 0; i < 30; i++) watcher.send('say', { id: `${i}`, text: '🌍'.repeat(4000) });
    await watcher.next('say', { id: '29' });
    const back = await clients.join('ann', ann.resumeFrom(seq));
    const { welcome } = back;
    assert.equal(welcome.resumed, true);
    assert.ok(back.frames[0]!.bytes <= 262_144);
    const found = seqsOf(welcome.history);
    assert.ok(found.length < 32 && found.length >= 15);
    assert.equal(found.at(-1), welcome.seq);
    while (found[0]! > seq + 1) {
      const { events } = await back.history(found[0]!, 10);
      found.unshift(...seqsOf(events).filter((one) => one > seq));
    }
    assert.deepEqual(
      found,
      Array.from({ length: 32 }, (_, i) => seq + 1 + i),
    );
    assert.deepEqual(back.events, []);
  });
});

describe('exactly once', () => {
  let server: RunningServer;
  const clients = new Clients(() => server.port);
  before(
    async () => (server = await startServer('--rate', '0', '--join-delay-ms', '0', '--history-events', '50')),
  );
  afterEach(() => clients.leave());
  after(async () => {
    assert.equal(server.errors(), '');
    await server.stop();
  });

  it('P-6.9 answers every repeated deed with the original event, to that connection only', async () => {
    const ann = await clients.join('ann', { person: 'ann-secret' });
    const window = await clients.join('ann', { person: 'ann-secret' });
    const bob = await clients.join('bob');
    const { seq: of } = await ann.say('first');
    const deeds: [string, object][] = [
      ['say', { text: 'hello', reply: of }],
      ['edit', { of, text: 'better' }],
      ['react', { of, emoji: '👍', on: true }],
      ['rename', { name: 'anna' }],
      ['remove', { of }],
    ];
    for (const [verb, payload] of deeds) {
      const original = await ann.act(verb, payload);
      for (const client of [window, bob]) await client.next(verb, { seq: original.seq });
      for (let again = 0; again < 3; again++) {
        ann.send(verb, { id: original['id'], ...payload });
        assert.deepEqual((await ann.next(verb)).payload, original);
      }
      for (const client of [window, bob]) assert.deepEqual(await client.fence(), []);
    }
  });

  it('P-6.9 also after a reconnect, and from another window of the same person', async () => {
    const ann = await clients.join('ann', { person: 'ann-secret' });
    const bob = await clients.join('bob');
    const original = await ann.say('hello');
    await bob.next('say');
    ann.reset();
    await bob.next('leave');
    const back = await clients.join('ann', { person: 'ann-secret', ...ann.resumeFrom(original.seq - 1) });
    assert.equal(back.welcome.history[0]!['id'], original['id']);
    back.send('say', { id: original['id'], text: 'hello' });
    assert.deepEqual((await back.next('say')).payload, original);
    await bob.next('join');
    assert.deepEqual(await bob.fence(), []);
  });

  it('P-6.9 one id of two members is two messages', async () => {
    const ann = await clients.join('ann');
    const bob = await clients.join('bob');
    ann.send('say', { id: 'same', text: 'of ann' });
    await bob.next('say', { id: 'same', by: ann.mid, text: 'of ann' });
    bob.send('say', { id: 'same', text: 'of bob' });
    await ann.next('say', { id: 'same', by: bob.mid, text: 'of bob' });
  });

  it('P-6.9 a refused id is free: sent again in order, it counts', async () => {
    const ann = await clients.join('ann');
    ann.send('say', { id: 'retry', text: '' });
    await ann.next('error', { id: 'retry', code: 'bad-text' });
    ann.send('say', { id: 'retry', text: 'now' });
    assert.equal((await ann.next('say', { id: 'retry' })).payload['text'], 'now');
  });

  it('P-6.9 recognises an id for 10,000 events, also when the event itself is no longer kept', async () => {
    const ann = await clients.join('ann');
    const bob = await clients.join('bob');
    const original = await ann.say('hello');
    for (let i = 0; i < 9998; i++) ann.raw(`~say~{"id":"f${i}","text":"x"}\n`);
    await ann.next('say', { id: 'f9997' });
    await bob.next('say', { id: 'f9997' });
    const { events, more } = await ann.history(original.seq + 1);
    assert.deepEqual([events, more], [[], false], 'it is no longer kept');
    ann.send('say', { id: original['id'], text: 'hello' });
    assert.deepEqual((await ann.next('say')).payload, original);
    assert.deepEqual(await bob.fence(), []);
  });

  it('P-6.10 an id is any string of 1 to 64 bytes without control characters', async () => {
    const ann = await clients.join('ann');
    for (const id of [' ', 'a b~c', '🌍'.repeat(16), 'x'.repeat(64), '"\\', 'a b']) {
      ann.send('say', { id, text: 'x' });
      await ann.next('say', { id });
    }
    for (const id of ['', 'x'.repeat(65), '🌍'.repeat(17), 'a\nb', 'a\u0085b', '\ud800']) {
      ann.send('say', { id, text: 'x' });
      const { payload } = await ann.next('error');
      assert.deepEqual([payload['code'], 'id' in payload], ['bad-message', false]);
    }
  });
});
