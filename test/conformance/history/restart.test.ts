import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { contentOf, eventsIn, freshPath } from '../support/historyFiles';
import { Clients, type NativeClient } from '../support/nativeClient';
import { Peer, SeedPeer, joinLine } from '../support/peer';
import { type RunningServer, runServer, startHostedServer, startServer } from '../support/server';

const UNHURRIED = ['--rate', '0', '--join-delay-ms', '0'];

describe('a room with a history file', () => {
  let file: string;
  let server: RunningServer;
  const clients = new Clients(() => server.port);
  const begin = async (...flags: string[]) => {
    server = await startServer(...UNHURRIED, '--history', file, ...flags);
  };
  /** Ends the server, in good order or not, and starts it again on its file. */
  const restart = async (how: 'SIGTERM' | 'SIGKILL', ...flags: string[]) => {
    clients.reset();
    await server.stop(how);
    await begin(...flags);
  };

  beforeEach(() => (file = freshPath()));
  afterEach(async () => {
    clients.reset();
    Peer.dropAll();
    await server.stop();
  });

  for (const how of ['SIGTERM', 'SIGKILL'] as const) {
    it(`P-6.12 P-6.2 P-6.6 is the same room after ${how}: id, tokens, members, seq, events`, async () => {
      await begin();
      const ann = await clients.join('ann', { person: 'the installation of ann' });
      const bob = await clients.join('bob');
      const { seq } = await ann.say('seen');
      const missed = await bob.say('missed');
      await restart(how);
      const back = await clients.join('ann', ann.resumeFrom(seq));
      const { welcome } = back;
      assert.deepEqual(
        [welcome.room.id, welcome.token, welcome.mid, welcome.you, welcome.resumed, welcome.oldest],
        [ann.welcome.room.id, ann.welcome.token, ann.mid, 'ann', true, 1],
      );
      assert.equal(welcome.room.kept, true, 'P-4.3');
      const [first, ...others] = welcome.history;
      assert.deepEqual(first, { verb: 'say', from: 'bob', ...missed });
      // a reset may reach the server before its end does: then somebody has left before
      assert.deepEqual(
        others.map(({ verb }) => verb).filter((verb) => verb !== 'leave'),
        ['join'],
      );
      assert.ok(welcome.seq > missed.seq + 1000);
      assert.equal((await back.act('edit', { of: seq, text: 'still mine' }))['by'], ann.mid);
      const same = await clients.join('ann', { person: 'the installation of ann' });
      assert.equal(same.mid, ann.mid, 'a person is who they were');
      assert.equal(server.errors(), '');
    });
  }

  it('P-6.12 P-6.9 recognises ids of before: what is sent again is answered with the original', async () => {
    await begin();
    const ann = await clients.join('ann');
    ann.send('say', { id: 'mine', text: 'once' });
    const said = (await ann.next('say', { id: 'mine' })).payload;
    const { seq } = await ann.say('more');
    await restart('SIGKILL');
    const back = await clients.join('ann', ann.resumeFrom(seq));
    const other = await clients.join('other');
    back.send('say', { id: 'mine', text: 'once' });
    assert.deepEqual((await back.next('say', { id: 'mine' })).payload, said);
    await back.fence();
    assert.deepEqual(
      (await other.fence()).filter(({ verb }) => verb === 'say'),
      [],
    );
    assert.equal(eventsIn(file).filter(({ id }) => id === 'mine').length, 1);
  });

  it('P-6.12 P-5.8 pages back through more than memory holds, to the very first event', async () => {
    await begin('--history-events', '20');
    const ann = await clients.join('ann');
    for (let n = 0; n < 700; n++) ann.send('say', { id: `${n}`, text: `text ${n}` });
    await ann.next('say', { id: '699' });
    const texts = async (client: NativeClient) => {
      const found: unknown[] = [];
      for (let before = 1e15, more = true; more;) {
        const page = await client.history(before);
        found.unshift(...page.events.filter(({ verb }) => verb === 'say').map((event) => event['text']));
        before = page.events[0]!.seq!;
        ({ more } = page);
      }
      return found;
    };
    const all = Array.from({ length: 700 }, (_, n) => `text ${n}`);
    assert.deepEqual(await texts(ann), all);
    await restart('SIGTERM', '--history-events', '20');
    const back = await clients.join('ann', ann.resumeFrom(2));
    assert.deepEqual(await texts(back), all);
    assert.equal(back.welcome.oldest, 1);
    assert.ok(
      back.welcome.resumed && back.welcome.history.length > 500,
      'what was missed is not bounded by memory',
    );
    const edited = await back.act('edit', { of: 3, text: 'changed, far back' });
    assert.deepEqual([edited['of'], edited['by']], [3, ann.mid]);
    const far = await back.act('remove', { of: 4 });
    const [removed] = (await back.history(5, 1)).events;
    assert.deepEqual([removed!['text'], removed!['removed'], far['of']], ['', true, 4]);
  });

  it('P-5.3 serves a removed text never again, and has lost it after erase-after-ms', async () => {
    await begin();
    const ann = await clients.join('ann');
    const code = { path: 'a', start: 1, end: 1, text: 'classified code' };
    const { seq } = await ann.say('classified', { code });
    await ann.act('edit', { of: seq, text: 'classified, too' });
    await ann.act('remove', { of: seq });
    const last = await ann.say('the end');
    await restart('SIGKILL');
    const back = await clients.join('ann', ann.resumeFrom(1));
    assert.ok(!JSON.stringify(back.frames).includes('classified'));
    assert.ok(!JSON.stringify(await back.history(last.seq)).includes('classified'));
    assert.equal(await back.refused('edit', { of: seq, text: 'x' }), 'not-found');
    await restart('SIGKILL', '--erase-after-ms', '1');
    const again = await clients.join('ann', ann.resumeFrom(1));
    while (contentOf(file).includes('classified')) await again.fence();
    const kept = (await again.history(last.seq + 1)).events;
    assert.deepEqual(
      kept.map(({ verb }) => verb),
      ['join', 'say', 'edit', 'remove', 'say'],
    );
  });

  it('P-5.11 never writes a direct message, nor what is done to one', async () => {
    await begin();
    const [ann, bob] = [await clients.join('ann'), await clients.join('bob')];
    const { seq } = await ann.say('for bob only', { to: bob.mid });
    await bob.act('react', { of: seq, emoji: '👍', on: true });
    await ann.act('edit', { of: seq, text: 'for bob only, better' });
    await ann.act('remove', { of: seq });
    const later = await ann.say('for all');
    assert.deepEqual(
      eventsIn(file).map(({ verb }) => verb),
      ['join', 'join', 'say'],
    );
    await restart('SIGKILL');
    const back = await clients.join('bob', bob.resumeFrom(later.seq));
    assert.ok(back.welcome.seq > later.seq);
  });

  for (const how of ['says so', 'is killed'] as const) {
    it(`P-5.11 keeps direct messages in memory for the next server, where the host ${how}, and writes none`, async () => {
      const hosted = await startHostedServer(...UNHURRIED, '--history', file);
      server = hosted;
      const person = { person: 'the installation of ann' };
      const [ann, bob] = [await clients.join('ann', person), await clients.join('bob')];
      await ann.say('for all');
      const { seq } = await ann.say('for bob only', { to: bob.mid });
      await bob.act('react', { of: seq, emoji: '👍', on: true });
      clients.reset();
      if (how === 'says so') {
        await hosted.request({ type: 'release' });
        assert.equal(hosted.child.exitCode, null);
      }
      const gone = once(hosted.child, 'exit');
      hosted.child.disconnect();
      await begin();
      await gone;
      const [again, other] = [await clients.join('ann', person), await clients.join('carol')];
      const said = ({ welcome }: NativeClient) =>
        welcome.history.flatMap(({ text }) => (typeof text === 'string' ? [text] : [])).join();
      assert.deepEqual([said(again), said(other)], ['for all,for bob only', 'for all']);
      assert.deepEqual(
        again.welcome.history.filter(({ verb }) => verb === 'react').map(({ of }) => of),
        [seq],
      );
      assert.equal((await again.act('edit', { of: seq, text: 'still mine' }))['by'], ann.mid);
      assert.ok(!contentOf(file).includes('for bob'));
    });
  }

  it('P-5.11 keeps none where the host closes the room', async () => {
    const hosted = await startHostedServer(...UNHURRIED, '--history', file);
    server = hosted;
    const [ann, bob] = [await clients.join('ann'), await clients.join('bob')];
    await ann.say('for bob only', { to: bob.mid });
    const gone = once(hosted.child, 'exit');
    await Promise.all([gone, hosted.request({ type: 'stop' }).catch(() => undefined)]);
    clients.reset();
    await begin();
    const back = await clients.join('ann', ann.resumeFrom(0));
    assert.deepEqual(
      back.welcome.history.filter(({ text }) => text !== undefined),
      [],
    );
  });

  it('P-6.12 writes an event before anybody is shown it', async () => {
    await begin();
    const [ann, bob] = [await clients.join('ann'), await clients.join('bob')];
    for (let n = 0; n < 50; n++) {
      ann.send('say', { id: `${n}`, text: `text ${n}` });
      await bob.next('say', { id: `${n}` });
      assert.ok(contentOf(file).includes(`"text":"text ${n}"`));
    }
  });

  it('is readable by its owner only', async function () {
    if (process.platform === 'win32') this.skip(); // there are no such modes
    await begin();
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it('refuses a second server on the file, and a file that is no history, with a sentence', async () => {
    await begin();
    const second = await runServer('--port', '0', '--history', file);
    assert.deepEqual([second.code, second.stdout], [1, '']);
    assert.match(second.stderr, /^The history .* cannot be used: another server has it open; [^\n]*\.\n$/);
    const diary = freshPath();
    writeFileSync(diary, 'Dear diary');
    const foreign = await runServer('--port', '0', '--history', diary);
    assert.equal(foreign.code, 1);
    assert.match(foreign.stderr, /^The history .* cannot be used: it is no history of a room, [^\n]*\.\n$/);
    assert.equal(readFileSync(diary, 'utf8'), 'Dear diary');
    const ann = await clients.join('ann');
    await ann.say('the first one goes on');
  });

  it('P-6.12 uses no file that other accounts can have written: its tokens let nobody in', async function () {
    if (process.platform === 'win32') this.skip(); // nothing is asked there
    await begin();
    const ann = await clients.join('ann');
    await ann.say('mine');
    clients.reset();
    await server.stop();
    const was = contentOf(file);
    chmodSync(file, 0o606);
    const refused = await runServer('--port', '0', '--history', file);
    assert.deepEqual([refused.code, refused.stdout], [1, '']);
    assert.match(refused.stderr, /^The history .* cannot be used: other accounts can change [^\n]*\.\n$/);
    assert.equal(contentOf(file), was);
    chmodSync(file, 0o600);
    await begin();
    assert.equal((await clients.join('ann', ann.resumeFrom(0))).mid, ann.mid);
  });

  it('cuts off a torn last line, skips a damaged one, and says so in one line', async () => {
    await begin();
    const ann = await clients.join('ann');
    for (const text of ['one', 'two', 'three']) await ann.say(text);
    clients.reset();
    await server.stop('SIGKILL');
    writeFileSync(file, contentOf(file).replace('"text":"two"', '"text":two'));
    appendFileSync(file, '{"verb":"say","from":"ann","te');
    await begin();
    const bob = await clients.join('bob');
    assert.deepEqual(
      bob.welcome.history.flatMap((event) => event['text'] ?? []),
      ['one', 'three'],
    );
    assert.match(server.errors(), /^\S.*: 1 damaged line was skipped; a torn last line was cut off\.\n$/);
  });

  it('is cleared by its host alone, and stays the same room', async () => {
    server = await startHostedServer(...UNHURRIED, '--history', file);
    const ann = await clients.join('ann');
    const { seq } = await ann.say('to be forgotten');
    const cleared = new Promise((resolve) => server.child.once('message', resolve));
    server.child.send({ type: 'clear-history', id: 7 });
    assert.deepEqual(await cleared, { type: 'done', id: 7 });
    assert.ok(!contentOf(file).includes('to be forgotten'));
    assert.deepEqual((await ann.history(1e15)).events, []);
    const { seq: next } = await ann.say('new');
    assert.equal(next, seq + 1);
    await restart('SIGTERM');
    const back = await clients.join('ann', ann.resumeFrom(next));
    assert.deepEqual([back.welcome.resumed, back.mid, back.welcome.oldest], [true, ann.mid, next]);
  });

  it('is cleared in memory, too, where there is no file', async () => {
    server = await startHostedServer(...UNHURRIED);
    const ann = await clients.join('ann');
    const { seq } = await ann.say('to be forgotten');
    const cleared = new Promise((resolve) => server.child.once('message', resolve));
    server.child.send({ type: 'clear-history', id: 7 });
    assert.deepEqual(await cleared, { type: 'done', id: 7 });
    assert.deepEqual((await ann.history(1e15)).events, []);
    assert.equal((await ann.say('new')).seq, seq + 1);
    const bob = await clients.join('bob');
    assert.deepEqual([bob.welcome.room.id, bob.welcome.oldest], [ann.welcome.room.id, seq + 1]);
  });

  it('P-5.14 P-6.13 goes on unsaved when the disk is full, tells everybody once and newcomers too, and saves it later', async function () {
    if (process.platform !== 'linux') this.skip(); // where a process can be given less disk, and later more
    await begin();
    const mayGrowTo = (bytes: number | 'unlimited') => {
      execFileSync('prlimit', ['--pid', String(server.child.pid), `--fsize=${bytes}:unlimited`]);
    };
    const ann = await clients.join('ann');
    const lin = await joinLine(server.port, 'lin');
    const sam = await SeedPeer.join(server.port, 'sam');
    await ann.say('saved');
    const before = contentOf(file);
    mayGrowTo(before.length + 100);
    await ann.say('a message that is longer than the hundred bytes that are left for it on the disk');
    const notice = 'What is said here is not being saved: it would be gone if the room had to start again.';
    // it comes right behind the message
    await ann.next('saved', { on: false });
    await ann.next('error', { code: 'history-unsaved' });
    await ann.fence();
    assert.equal(ann.frames.filter(({ verb }) => verb === 'saved').length, 1);
    assert.equal(ann.frames.filter(({ payload }) => payload['code'] === 'history-unsaved').length, 1);
    await lin.until(`SERVER~${notice}\n`);
    await sam.peer.until((text) => text.includes(notice));
    assert.equal(contentOf(file), before, 'no half line');
    const bob = await clients.join('bob');
    assert.equal(bob.welcome['unsaved'], true);
    for (let n = 0; n < 5; n++) await ann.say(`unsaved ${n}`);
    mayGrowTo('unlimited');
    await bob.next('saved', { on: true });
    await bob.next('error', { code: 'history-saved' });
    const saved = eventsIn(file).flatMap(({ text }) => text ?? []);
    assert.deepEqual(saved.slice(-5), ['unsaved 0', 'unsaved 1', 'unsaved 2', 'unsaved 3', 'unsaved 4']);
    assert.equal(ann.frames.filter(({ verb }) => verb === 'error').length, 2);
    const carl = await clients.join('carl');
    assert.equal(carl.welcome['unsaved'], undefined);
    assert.ok((await carl.fence()).every(({ verb }) => verb !== 'error' && verb !== 'saved'));
  });
});
