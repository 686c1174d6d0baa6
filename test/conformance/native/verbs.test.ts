import assert from 'node:assert/strict';
import { Clients, type NativeClient } from '../support/nativeClient';
import { joinLine } from '../support/peer';
import { type RunningServer, startHostedServer, startServer } from '../support/server';

const CODE = {
  path: 'src/größe.ts',
  start: 3,
  end: 4,
  text: 'const a = 1;\nconst b = `~`;',
  language: 'typescript',
};
/** Where it stands. */
const ORIGIN = {
  ...{ remote: 'github.com:8443/team/größe', commit: '0123456789abcdef'.repeat(3).slice(8), dirty: false },
  context: { above: 'ff00', below: '', outline: 'a1'.repeat(32), copies: 3, copy: 2, lines: 900 },
};

describe('native verbs', () => {
  let server: RunningServer;
  let ann: NativeClient;
  let bob: NativeClient;
  const clients = new Clients(() => server.port);
  before(async () => (server = await startServer('--rate', '0', '--typing-interval-ms', '100000')));
  beforeEach(async () => {
    ann = await clients.join('ann');
    bob = await clients.join('bob');
    await ann.next('join', { name: 'bob' });
  });
  afterEach(() => clients.leave());
  after(async () => {
    assert.equal(server.errors(), '');
    await server.stop();
  });

  /** What ann does, as both get it. */
  async function both(verb: string, payload: object) {
    const mine = await ann.act(verb, payload);
    const his = await bob.next(verb, { seq: mine.seq });
    assert.deepEqual(his.payload, mine);
    return his;
  }

  it('P-5.1 say goes to everybody, its sender included, with every field', async () => {
    const before = Date.now();
    const first = await both('say', { text: 'Grüße ~ 🌍\tund\nmehr' });
    const { seq, at, id } = first.payload as { seq: number; at: number; id: string };
    assert.deepEqual(first, {
      ...first,
      sender: 'ann',
      verb: 'say',
      payload: { seq, at, by: ann.mid, id, text: 'Grüße ~ 🌍\tund\nmehr' },
    });
    assert.equal(seq, bob.welcome.seq + 1);
    assert.ok(at >= before && at <= Date.now());
  });

  it('P-5.1 refuses code that ends before it begins', async () => {
    ann.send('say', { id: 'backwards', text: '', code: { ...CODE, start: 5, end: 4 } });
    const { payload } = await ann.next('error', { id: 'backwards' });
    assert.equal(payload['code'], 'bad-message');
  });

  it('P-5.16 code says where it stands: repository, commit, whether the file was changed, what is around', async () => {
    const code = { ...CODE, ...ORIGIN };
    assert.deepEqual((await both('say', { text: '', code })).payload['code'], code);
    const sha256 = { ...CODE, commit: 'f'.repeat(64), dirty: true };
    assert.deepEqual((await both('say', { text: '', code: sha256 })).payload['code'], sha256);
    const later = { ...code, branch: 'main', context: { ...ORIGIN.context, mood: 1 } };
    assert.deepEqual(
      (await both('say', { text: '', code: later })).payload['code'],
      code,
      'of a later version',
    );
  });

  it('P-5.16 refuses a place that is none, and tells nobody who logs in at a remote', async () => {
    const { context } = ORIGIN;
    const odd = [
      ...['https://github.com/team/tool', 'git@github.com/team/tool', 'me:secret@github.com/team/tool'],
      ...['GitHub.com/team/tool', 'github.com', '/team/tool', 'github.com/', 'a.b/c?token=d', 'a.b/c d'],
      ...[`a.b/${'c'.repeat(509)}`, 'a.b/\u202Ec', 7, null],
    ].map((remote): object => ({ remote }));
    odd.push(...['', 'abc', 'F'.repeat(40), 'f'.repeat(41), 'g'.repeat(40), 7].map((commit) => ({ commit })));
    odd.push({ dirty: 1 }, { context: {} }, { context: 'abcd' });
    odd.push(...['f', 'FF', 'ff ', 'f'.repeat(66)].map((above) => ({ context: { ...context, above } })));
    odd.push({ context: { ...context, lines: 0 } }, { context: { ...context, copy: 1.5 } });
    for (const more of odd)
      assert.equal(
        await ann.refused('say', { text: '', code: { ...CODE, ...more } }),
        'bad-message',
        JSON.stringify(more),
      );
  });

  it('P-5.1 say answers a message, quotes code, and with code the text may be empty', async () => {
    const first = await both('say', { text: 'first' });
    const answer = await both('say', { text: 'second', reply: first.payload.seq, code: CODE });
    assert.equal(answer.payload['reply'], first.payload.seq);
    assert.deepEqual(answer.payload['code'], CODE);
    const only = await both('say', { text: '', code: CODE });
    assert.deepEqual([only.payload['text'], only.payload['code']], ['', CODE]);
    const { language, ...without } = CODE;
    assert.deepEqual((await both('say', { text: '', code: without })).payload['code'], without, language);
    assert.equal(await ann.refused('say', { text: '' }), 'bad-text');
  });

  it('P-5.1 a reply names a message, and otherwise the text is said without it', async () => {
    const replyOf = async (reply: number) => (await ann.act('say', { text: 'said', reply }))['reply'];
    const { seq: open } = await ann.say('open');
    const { seq: gone } = await bob.say('oops');
    await bob.act('remove', { of: gone });
    assert.equal(await replyOf(gone), gone, 'it is there, without its text');
    assert.equal(await replyOf(open), open);
    for (const noMessage of [0, 1, 1_000_000]) assert.equal(await replyOf(noMessage), undefined);
  });

  it('P-5.15 mentions go along with a text and with an edit, as far as they stand in it', async () => {
    const [me, him] = [
      { mid: ann.mid, name: 'ann' },
      { mid: bob.mid, name: 'Bob ' },
    ];
    const said = await both('say', {
      text: 'hi @Bob , hi ann',
      mentions: [me, him, { ...me, name: 'Bob ' }],
    });
    assert.deepEqual(said.payload['mentions'], [him]);
    const none = await both('say', { text: 'hi', mentions: [me] });
    assert.ok(!('mentions' in none.payload));
    const edit = await both('edit', { of: said.payload.seq, text: '@ann', mentions: [him, me] });
    assert.deepEqual(edit.payload['mentions'], [me]);
    const page = await bob.history(ann.welcome.seq + 10_000);
    assert.deepEqual(page.events.at(-1)!['mentions'], [me]);
    await ann.act('remove', { of: said.payload.seq });
    const { events } = await bob.history(ann.welcome.seq + 10_000);
    assert.deepEqual(
      events.filter((event) => 'mentions' in event),
      [],
      'P-5.3 they go with the text',
    );
  });

  it('P-5.15 of mentions there are at most 50, with names of at most 128 bytes', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => ({ mid: 'm', name: `${i}.` }));
    const text = many(50)
      .map(({ name }) => `@${name}`)
      .join(' ');
    const said = await ann.act('say', { text, mentions: many(50) });
    assert.deepEqual(said['mentions'], many(50));
    assert.equal(await ann.refused('say', { text, mentions: many(51) }), 'bad-message');
    for (const name of ['', 'x'.repeat(129), 'a\nb', 7]) {
      assert.equal(await ann.refused('say', { text, mentions: [{ mid: 'm', name }] }), 'bad-message');
    }
  });

  it('P-5.2 edit replaces the text of an own message', async () => {
    const said = await ann.say('helo');
    const edit = await both('edit', { of: said.seq, text: 'hello' });
    assert.equal(edit.sender, 'ann');
    const { seq, at, id } = edit.payload;
    assert.deepEqual(edit.payload, { seq, at, by: ann.mid, id, of: said.seq, text: 'hello' });
  });

  it("P-5.2 edit and remove of somebody else's message are refused with not-author", async () => {
    const said = await ann.say('mine');
    assert.equal(await bob.refused('edit', { of: said.seq, text: 'his' }), 'not-author');
    assert.equal(await bob.refused('remove', { of: said.seq }), 'not-author');
    const page = await ann.history(said.seq + 10);
    assert.equal(page.events.at(-1)!['text'], 'mine');
  });

  it('P-5.2 P-5.4 what is no message cannot be edited, removed or reacted to: not-found', async () => {
    const said = await ann.say('x');
    const edit = await ann.act('edit', { of: said.seq, text: 'y' });
    for (const of of [0, ann.welcome.seq, edit.seq, edit.seq + 1, Number.MAX_SAFE_INTEGER]) {
      assert.equal(await ann.refused('edit', { of, text: 'z' }), 'not-found');
      assert.equal(await ann.refused('remove', { of }), 'not-found');
      assert.equal(await ann.refused('react', { of, emoji: '👍', on: true }), 'not-found');
    }
  });

  it('P-5.3 remove takes the text back, and that of its edits: it is never served again', async () => {
    const secret = 'the password is hunter2';
    const said = await ann.say(secret, { code: { ...CODE, text: secret } });
    const edit = await ann.act('edit', { of: said.seq, text: `${secret}!` });
    const other = await ann.say('stays');
    const remove = await both('remove', { of: said.seq });
    const { seq, at, id } = remove.payload;
    assert.deepEqual(remove.payload, { seq, at, by: ann.mid, id, of: said.seq });

    const late = await clients.join('late');
    const resumed = await clients.join('bob', bob.resumeFrom(said.seq - 1));
    const page = await bob.history(seq! + 1);
    ann.send('say', { id: said['id'], text: 'again' });
    const repeated = await ann.next('say', { id: said['id'] });
    assert.deepEqual([repeated.payload['text'], repeated.payload['removed']], ['', true]);
    for (const events of [late.welcome.history, resumed.welcome.history, page.events]) {
      assert.ok(!JSON.stringify(events).includes('hunter2'));
      const by = new Map(events.map((event) => [event.seq, event]));
      for (const gone of [by.get(said.seq)!, by.get(edit.seq)!]) {
        assert.deepEqual([gone['text'], gone['removed'], 'code' in gone], ['', true, false]);
      }
      assert.equal(by.get(other.seq)!['text'], 'stays');
    }
  });

  it('P-5.3 nothing more can be done about a removed message: not-found', async () => {
    const { seq: of } = await ann.say('x');
    await ann.act('remove', { of });
    assert.equal(await ann.refused('edit', { of, text: 'back' }), 'not-found');
    assert.equal(await ann.refused('remove', { of }), 'not-found');
    assert.equal(await bob.refused('react', { of, emoji: '👍', on: true }), 'not-found');
  });

  it("P-5.4 react adds and withdraws an emoji under anybody's message", async () => {
    const { seq: of } = await bob.say('x');
    for (const on of [true, false]) {
      const { sender, payload } = await both('react', { of, emoji: '👩‍💻', on });
      const { seq, at, id } = payload;
      assert.deepEqual([sender, payload], ['ann', { seq, at, by: ann.mid, id, of, emoji: '👩‍💻', on }]);
    }
  });

  it('P-5.4 an emoji is one that Unicode recommends, in its one form, however it was sent', async () => {
    const { seq: of } = await bob.say('x');
    for (const [sent, relayed] of [
      ['❤', '❤️'],
      ['1⃣', '1️⃣'],
      ['👁‍🗨', '👁️‍🗨️'],
      ['🇨🇭', '🇨🇭'],
      ['🤙🏿', '🤙🏿'],
      ['\u{1FC00}', '\u{1FC00}'],
    ]) {
      const { seq } = await ann.act('react', { of, emoji: sent, on: true });
      assert.equal((await bob.next('react', { seq })).payload['emoji'], relayed);
      await ann.act('react', { of, emoji: relayed, on: false });
    }
  });

  it('P-5.4 what is not one emoji is refused with bad-emoji', async () => {
    const { seq: of } = await bob.say('x');
    const flag = (tags: string) =>
      `🏴${Array.from(tags, (tag) => String.fromCodePoint(0xe0000 + tag.codePointAt(0)!)).join('')}\u{E007F}`;
    for (const emoji of [
      ...['x', '7', 'ok', '+1', ' ', '\t', '\u200b', '\u200d', '\ufe0f', '\u2060', '\u{E0041}', 'e\u0301'],
      ...[
        '🎉🎉',
        '🎉 ',
        '🎉\u200b',
        '🎉\u200d',
        '🎉\u200d🎉',
        '🎉\u{E0041}',
        '🇨',
        '🇽🇽',
        flag('zz9'),
        '~',
        '€',
      ],
      '🎉'.repeat(50),
    ]) {
      assert.equal(await ann.refused('react', { of, emoji, on: true }), 'bad-emoji', JSON.stringify(emoji));
    }
  });

  it('P-5.4 what changes nothing is answered to its sender, and nobody else hears of it', async () => {
    const { seq: of } = await bob.say('x');
    const first = await ann.act('react', { of, emoji: '☕', on: true });
    await bob.next('react', { seq: first.seq });
    const again = await ann.act('react', { of, emoji: '☕️', on: true });
    assert.deepEqual([again.seq, again['at'], again['emoji']], [first.seq, first['at'], '☕']);
    const off = { of, emoji: '🫖', on: false };
    const never = await ann.act('react', off);
    assert.deepEqual([never.seq, never['on']], [of, false], 'since it was said');
    assert.deepEqual(await bob.fence(), []);

    // its id is recognised (P-6.9), whatever has changed since
    ann.send('react', { ...off, id: 'odd', on: false });
    await ann.next('react', { id: 'odd' });
    await ann.act('react', { ...off, on: true });
    ann.send('react', { ...off, id: 'odd', on: false });
    assert.equal((await ann.next('react', { id: 'odd' })).payload.seq, of);
    await bob.next('react', { emoji: '🫖', on: true });
    assert.deepEqual(await bob.fence(), [], 'it is still there');
  });

  it('P-5.4 one member has few different reactions under a message, and all have no more than many', async () => {
    const { seq: of } = await bob.say('x');
    const emoji = (n: number) => String.fromCodePoint(0x1f400 + n);
    const put = (who: NativeClient, n: number) => who.act('react', { of, emoji: emoji(n), on: true });
    for (let n = 0; n < 5; n++) await put(ann, n);
    assert.equal(await ann.refused('react', { of, emoji: emoji(5), on: true }), 'too-many-reactions');
    await ann.act('react', { of, emoji: emoji(0), on: false });
    await put(ann, 5);
    const others = await Promise.all(['cat', 'dan', 'eve'].map((name) => clients.join(name)));
    for (const [i, who] of others.entries()) for (let n = 0; n < 5; n++) await put(who, 6 + 5 * i + n);
    const fay = await clients.join('fay');
    assert.equal(await fay.refused('react', { of, emoji: emoji(40), on: true }), 'too-many-reactions');
    await put(fay, 8);
  });

  it('P-5.5 typing is relayed to the others only, with no seq, and is not kept', async () => {
    ann.send('typing', { on: true });
    const { sender, payload } = await bob.next('typing');
    assert.deepEqual([sender, payload], ['ann', { by: ann.mid, on: true }]);
    ann.send('typing', { on: false });
    assert.deepEqual((await bob.next('typing')).payload, { by: ann.mid, on: false });
    assert.deepEqual(await ann.fence(), [], 'nothing comes back');
    const { seq } = await ann.say('x');
    assert.equal(seq, bob.welcome.seq + 1, 'it took no seq');
    const page = await bob.history(seq);
    assert.ok(page.events.every(({ verb }) => verb !== 'typing'));
  });

  it('P-5.5 typing: at most one "on" in typing-interval-ms for each member, whatever comes between', async () => {
    for (let i = 0; i < 50; i++) for (const on of [true, true, false, false]) ann.send('typing', { on });
    await ann.fence();
    bob.send('typing', { on: true });
    const notices = (await bob.fence()).filter(({ verb }) => verb === 'typing');
    assert.deepEqual(
      notices.map(({ payload }) => payload['on']),
      [true, false],
    );
    await ann.next('typing', { by: bob.mid, on: true });
  });

  it('P-5.5 typing: of several windows the last counts, also when it goes', async () => {
    const [one, two] = [
      await clients.join('cid', { person: 'c' }),
      await clients.join('cid', { person: 'c' }),
    ];
    const typings = async () =>
      (await bob.fence()).flatMap(({ verb, payload }) => (verb === 'typing' ? [payload['on']] : []));
    one.send('typing', { on: true });
    await one.fence();
    two.send('typing', { on: true });
    await two.fence();
    one.send('typing', { on: false });
    await one.fence();
    assert.deepEqual(await typings(), [true], 'the other window goes on');
    two.socket.end();
    await bob.next('typing', { by: two.mid, on: false });
    one.send('bye', {});
    await bob.next('leave', { by: one.mid });
  });

  it('P-5.6 rename changes the name for everybody; what follows comes under the new one', async () => {
    const rename = await both('rename', { name: ' Anna ' });
    const { seq, at, id } = rename.payload;
    assert.deepEqual(rename, {
      ...rename,
      sender: 'SERVER',
      payload: { seq, at, by: ann.mid, id, name: 'ann', to: 'Anna' },
    });
    assert.equal((await both('say', { text: 'x' })).sender, 'Anna');
    const late = await clients.join('ann');
    assert.equal(late.welcome.you, 'ann', 'the old name is free');
    assert.ok(
      late.welcome.members.some(({ mid: memberId, name }) => memberId === ann.mid && name === 'Anna'),
    );
  });

  it('P-5.6 rename to a taken name gets a suffix; to one that cannot be used, or to the same, bad-name', async () => {
    assert.equal((await both('rename', { name: 'BOB' })).payload['to'], 'BOB-2');
    assert.equal(await ann.refused('rename', { name: 'BOB' }), 'bad-name');
    assert.equal(await ann.refused('rename', { name: 'BOB-2' }), 'bad-name');
    for (const name of ['server', '', 'a~b']) assert.equal(await ann.refused('rename', { name }), 'bad-name');
    assert.equal((await both('rename', { name: 'bob-2' })).payload['to'], 'bob-2', 'another case of the own');
  });

  it('P-5.7 read goes to the other windows of the same person, and to nobody else', async () => {
    const windows = [];
    for (let i = 0; i < 3; i++) windows.push(await clients.join('wil', { person: 'wil-secret' }));
    const [first, ...others] = windows;
    first!.send('read', { seq: 5 });
    for (const other of others) {
      const { sender, payload } = await other.next('read');
      assert.deepEqual([sender, payload], ['SERVER', { seq: 5 }]);
    }
    for (const not of [first!, ann, bob]) {
      assert.ok((await not.fence()).every(({ verb }) => verb !== 'read'));
    }
  });

  it('P-5.7 read that is no further than before is not passed on', async () => {
    const [first, other] = [
      await clients.join('ria', { person: 'ria-secret' }),
      await clients.join('ria', { person: 'ria-secret' }),
    ];
    for (const seq of [2, 2, 1, 10 ** 9, 3]) first.send('read', { seq });
    await first.fence();
    const reads = (await other.fence()).filter(({ verb }) => verb === 'read');
    assert.deepEqual(
      reads.map(({ payload }) => payload.seq),
      [2, 3],
      'what is above every seq of the room is nothing one can have read',
    );
  });

  it('P-5.8 history pages backwards through everything, ascending, until there is no more', async () => {
    const said: number[] = [];
    for (let i = 0; i < 45; i++) said.push((await ann.say(`page ${i}`)).seq);
    let before = said.at(-1)! + 1;
    const found: number[] = [];
    for (;;) {
      const { events, more } = await bob.history(before, 7);
      const seqs = events.map(({ seq }) => seq!);
      assert.deepEqual(
        seqs,
        seqs.toSorted((a, b) => a - b),
      );
      assert.ok(seqs.every((seq) => seq < before) && seqs.length <= 7);
      found.unshift(...seqs);
      if (!more) break;
      assert.equal(seqs.length, 7);
      before = seqs[0]!;
    }
    assert.deepEqual(
      found,
      Array.from({ length: said.at(-1)! }, (_, i) => i + 1),
    );
    const last = (await bob.history(said.at(-1)! + 1, 1)).events[0]!;
    assert.deepEqual(last, { ...last, verb: 'say', from: 'ann', by: ann.mid, text: 'page 44' });
    assert.deepEqual(await bob.history(1), { events: [], more: false });
    assert.deepEqual(await bob.history(0), { events: [], more: false });
  });

  it('P-5.8 history holds the newest that fit into a frame, and says that there is more', async () => {
    const said: number[] = [];
    for (let i = 0; i < 20; i++) said.push((await ann.say('x'.repeat(16_384))).seq);
    const { events, more } = await bob.history(said.at(-1)! + 1, 20);
    assert.ok(more && events.length >= 15 && events.length < 20);
    assert.deepEqual(
      events.map(({ seq }) => seq),
      said.slice(-events.length),
    );
    const rest = await bob.history(events[0]!.seq!, 20 - events.length);
    assert.deepEqual(
      rest.events.map(({ seq }) => seq),
      said.slice(0, 20 - events.length),
    );
  });

  it('P-5.10 a client says bye and is let go; the others see it leave without a reason', async () => {
    await ann.leave();
    const { sender, payload } = await bob.next('leave');
    const { seq, at } = payload;
    assert.deepEqual([sender, payload], ['SERVER', { seq, at, by: ann.mid, name: 'ann' }]);
  });

  it('P-5.10 the server says bye and why: closed, host-gone', async () => {
    const ends: [string, (hosted: RunningServer) => void][] = [
      ['closed', (hosted) => hosted.child.send({ type: 'stop', id: 1 })],
      ['host-gone', (hosted) => hosted.child.disconnect()],
    ];
    for (const [reason, end] of ends) {
      const hosted = await startHostedServer();
      const own = new Clients(() => hosted.port);
      const guest = await own.join('guest');
      const exited = new Promise((resolve) => hosted.child.once('exit', resolve));
      end(hosted);
      const bye = await guest.next('bye');
      assert.deepEqual([bye.sender, bye.payload], ['SERVER', { reason }]);
      assert.equal(await guest.untilGone(), 'end');
      assert.equal(await exited, 0);
    }
  });

  it('P-5.12 an error names what was refused by its id, and only then', async () => {
    ann.send('edit', { id: 'mine', of: 0, text: 'x' });
    const { sender, payload } = await ann.next('error');
    assert.deepEqual(Object.keys(payload).sort(), ['code', 'id', 'message']);
    assert.deepEqual([sender, payload['code'], payload['id']], ['SERVER', 'not-found', 'mine']);
    ann.send('say', { id: 'half' });
    await ann.next('error', { id: 'half', code: 'bad-message' });
    ann.raw('~say~nothing\n');
    assert.deepEqual(Object.keys((await ann.next('error')).payload).sort(), ['code', 'message']);
    assert.deepEqual(
      (await bob.fence()).filter(({ verb }) => verb === 'error'),
      [],
      'nobody else is told',
    );
  });

  it('P-6.4 everybody sees all events in the same, strictly increasing order', async () => {
    const lin = await joinLine(server.port, 'lin');
    for (let i = 0; i < 60; i++) {
      for (const client of [ann, bob]) client.send('say', { id: `o${i}`, text: `${i}` });
      void lin.send(`line ${i}\n`);
      if (i % 20 === 0) ann.send('rename', { id: `r${i}`, name: `ann${i}` });
    }
    await bob.next('say', { text: 'line 59' });
    for (const client of [ann, bob]) client.send('ping', {});
    for (const client of [ann, bob]) await client.next('pong');
    const orders = [ann, bob].map((client) => client.events.map(({ payload }) => payload.seq!));
    for (const order of orders) {
      assert.ok(order.every((seq, i) => i === 0 || seq > order[i - 1]!));
    }
    const [mine, his] = orders;
    assert.deepEqual(mine!.slice(-his!.length), his);
    const page = await bob.history(his!.at(-1)! + 1);
    assert.deepEqual(page.events.map(({ seq }) => seq).slice(-150), his!.slice(-150), 'and in history');
    lin.reset();
  });
});

describe('the heartbeat', () => {
  let server: RunningServer;
  const clients = new Clients(() => server.port);
  afterEach(async () => {
    clients.reset();
    await server.stop();
  });

  it('P-5.9 pings after a silence, and does not cut who answers', async () => {
    server = await startServer('--ping-interval-ms', '100', '--idle-timeout-ms', '1000');
    const ann = await clients.join('ann');
    for (let i = 0; i < 12; i++) {
      const ping = await ann.next('ping');
      assert.deepEqual([ping.sender, ping.payload], ['SERVER', {}]);
      ann.send('pong', {});
    }
    await ann.say('alive');
  });

  it('P-5.9 cuts who does not answer, after one ping only, with idle-timeout', async () => {
    server = await startServer('--ping-interval-ms', '30', '--idle-timeout-ms', '200');
    const watcher = await clients.join('watcher');
    const keepTalking = () => watcher.send('ping', {});
    watcher.socket.on('data', keepTalking);
    keepTalking();
    const ann = await clients.join('ann');
    await ann.next('error', { code: 'idle-timeout' });
    assert.equal(await ann.untilGone(), 'end');
    assert.deepEqual(
      ann.frames.map(({ verb }) => verb),
      ['welcome', 'ping', 'error'],
    );
    await watcher.next('leave', { name: 'ann', reason: 'idle-timeout' });
    watcher.socket.off('data', keepTalking);
  });

  it('P-5.9 does not count the time during which it did not read', async () => {
    server = await startServer(
      '--burst',
      '1',
      '--rate',
      '2',
      '--ping-interval-ms',
      '0',
      '--idle-timeout-ms',
      '300',
    );
    const ann = await clients.join('ann');
    for (const id of ['1', '2', '3']) ann.send('say', { id, text: 'each waits half a second' });
    for (const id of ['1', '2', '3']) await ann.next('say', { id });
    await ann.next('error', { code: 'idle-timeout' });
  });

  it('P-5.9 answers a ping with a pong', async () => {
    server = await startServer();
    const ann = await clients.join('ann');
    ann.send('ping', {});
    const pong = await ann.next('pong');
    assert.deepEqual([pong.sender, pong.payload], ['SERVER', {}]);
    assert.equal(server.errors(), '');
  });
});
