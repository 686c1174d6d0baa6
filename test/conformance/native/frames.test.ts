import assert from 'node:assert/strict';
import { Clients, NativeClient } from '../support/nativeClient';
import { type RunningServer, startServer } from '../support/server';

/** A frame of exactly `bytes` bytes, LF included. */
function frameOf(bytes: number, verb: string, payload: object): string {
  const frame = (padding: string) => `~${verb}~${JSON.stringify({ ...payload, padding })}\n`;
  return frame('x'.repeat(bytes - frame('').length));
}

describe('native frames', () => {
  let server: RunningServer;
  const clients = new Clients(() => server.port);
  before(async () => (server = await startServer('--rate', '0')));
  afterEach(() => clients.leave());
  after(async () => {
    assert.equal(server.errors(), '');
    await server.stop();
  });

  it('P-4.1 takes a frame byte by byte, several in one write, and CR before LF', async () => {
    const ann = await clients.join('ann');
    for (const byte of Buffer.from('~say~{"id":"slow","text":"Grüße 🌍"}\n')) ann.raw(Uint8Array.of(byte));
    assert.equal((await ann.next('say', { id: 'slow' })).payload['text'], 'Grüße 🌍');
    ann.raw(
      '~say~{"id":"1","text":"one"}\n~say~{"id":"2","text":"two"}\r\n~say~ {"id":"3", "text":"three"} \n',
    );
    for (const id of ['1', '2', '3']) await ann.next('say', { id });
  });

  it('P-4.1 sends frames of one line with the author or SERVER as sender', async () => {
    const ann = await clients.join('ann');
    const bob = await clients.join('bob');
    await bob.say('two\nlines with ~ in them');
    const said = await ann.next('say');
    assert.equal(said.sender, 'bob');
    assert.equal(said.payload['text'], 'two\nlines with ~ in them');
    for (const { sender } of ann.frames.filter(({ verb }) => verb !== 'say')) assert.equal(sender, 'SERVER');
  });

  it('P-4.1 takes a frame of max-frame-bytes, LF included, and ends the connection over one byte more', async () => {
    const limit = 65_536;
    const ann = await clients.join('ann');
    assert.equal(ann.welcome.limits['maxFrameBytes'], limit);
    ann.raw(frameOf(limit, 'say', { id: 'whole', text: 'fits' }));
    await ann.next('say', { id: 'whole' });
    ann.raw(frameOf(limit + 1, 'say', { id: 'over', text: 'too much' }));
    await ann.next('error', { code: 'frame-too-long' });
    assert.equal(await ann.untilGone(), 'end');
    assert.ok(ann.unread.length === 0 && ann.events.every(({ payload }) => payload['id'] !== 'over'));
  });

  it('P-4.1 keeps its own frames within 256 KiB, with the largest texts there can be', async () => {
    const ann = await clients.join('ann');
    const text = '"\\'.repeat(8192);
    const code = { path: 'a', start: 1, end: 2, text: '"'.repeat(5000) };
    for (let i = 0; i < 12; i++) await ann.say(text, { code });
    const page = await ann.history(ann.welcome.seq + 1000);
    assert.ok(page.events.length >= 5 && page.more);
    const newcomer = await clients.join('newcomer');
    for (const { bytes } of [...ann.frames, ...newcomer.frames]) assert.ok(bytes <= 262_144, String(bytes));
    const [welcome] = newcomer.frames;
    assert.ok(welcome!.bytes > 262_144 - 4096 - 45_000, 'and fills them as far as whole events go');
  });

  it('P-4.2 wants hello first: anything else is answered with hello-first and a close', async () => {
    for (const verb of ['say', 'ping', 'bye', 'history']) {
      const stranger = await clients.connect();
      stranger.send(verb, { id: '1', text: 'x', before: 1, limit: 1 });
      await stranger.next('error', { code: 'hello-first' });
      assert.equal(await stranger.untilGone(), 'end');
    }
  });

  it('P-4.2 answers a hello that it cannot take with its error and a close', async () => {
    const refused: [string, string][] = [
      ['~hello~{"v":0,"name":"ann"}\n', 'unsupported-version'],
      ['~hello~{"v":1}\n', 'bad-message'],
      ['~hello~{"v":1,"name":"SERVER"}\n', 'bad-name'],
      ['~hello\n', 'bad-frame'],
      ['~hello~nothing\n', 'bad-json'],
    ];
    for (const [frame, code] of refused) {
      const stranger = await clients.connect();
      stranger.raw(frame + '~say~{"id":"1","text":"never"}\n');
      await stranger.next('error', { code });
      await stranger.untilGone();
      assert.equal(stranger.frames.length, 1, frame);
    }
  });

  it('P-4.2 P-4.4 answers a hello of a later version with the version it speaks itself', async () => {
    const later = await clients.connect();
    later.send('hello', { v: 7, name: 'later', colour: 'red', resume: undefined });
    assert.equal((await later.next('welcome')).payload['v'], 1);
  });

  it('P-4.4 ignores unknown verbs and unknown fields', async () => {
    const early = await clients.connect();
    early.raw('~dance~{"proof":"x"}\n');
    early.send('hello', { v: 1, name: 'ann', someday: { deep: [1, 2, 3] } });
    await early.next('welcome');
    early.raw(
      '~dance~{"on":true}\n~to-string~{}\n~constructor~{}\n~say~{"id":"1","text":"still","mood":"fine"}\n',
    );
    const { payload } = await early.next('say', { id: '1' });
    assert.ok(!('mood' in payload));
    assert.deepEqual(await early.fence(), []);
    assert.deepEqual(
      early.frames.map(({ verb }) => verb),
      ['welcome', 'say', 'pong'],
    );
  });

  it('P-4.5 P-10.5 answers what it cannot understand with a stable code, and the connection lives on', async () => {
    const ann = await clients.join('ann');
    const deep = (open: string, close: string) => open.repeat(10_000) + close.repeat(10_000);
    const bad: [string | Uint8Array, string][] = [
      ['\n', 'bad-frame'],
      ['~\n', 'bad-frame'],
      ['hello\n', 'bad-frame'],
      ['~say\n', 'bad-frame'],
      ['~SAY~{}\n', 'bad-frame'],
      ['~s ay~{}\n', 'bad-frame'],
      ['~~{}\n', 'bad-frame'],
      ['~say2~{}\n', 'bad-frame'],
      ['ann~say~{"id":"1","text":"posing"}\n', 'bad-frame'],
      ['SERVER~bye~{}\n', 'bad-frame'],
      ['~say~\n', 'bad-json'],
      ['~say~{\n', 'bad-json'],
      ['~say~[]\n', 'bad-json'],
      ['~say~null\n', 'bad-json'],
      ['~say~"text"\n', 'bad-json'],
      ['~say~{"id":"1","text":"x"}}\n', 'bad-json'],
      [`~say~${deep('[', ']')}\n`, 'bad-json'],
      ['~say~{}\n', 'bad-message'],
      ['~say~{"id":1,"text":"x"}\n', 'bad-message'],
      ['~say~{"id":"1"}\n', 'bad-message'],
      ['~say~{"id":"","text":"x"}\n', 'bad-message'],
      ['~say~{"id":"1","text":["x"]}\n', 'bad-message'],
      ['~say~{"id":"1","text":null}\n', 'bad-message'],
      [`~say~{"id":"1","text":${deep('[', ']')}}\n`, 'bad-message'],
      [`~say~{"id":"1","text":${deep('{"a":', '}').replace('}', '1}')}}\n`, 'bad-message'],
      ['~say~{"id":"1","text":"x","reply":-1}\n', 'bad-message'],
      ['~say~{"id":"1","text":"x","reply":1.5}\n', 'bad-message'],
      ['~say~{"id":"1","text":"x","reply":1e300}\n', 'bad-message'],
      ['~say~{"id":"1","text":"x","reply":9007199254740992}\n', 'bad-message'],
      ['~say~{"id":"1","text":"x","reply":"3"}\n', 'bad-message'],
      ['~say~{"id":"1","text":"x","to":5}\n', 'bad-message'],
      ['~say~{"id":"1","text":"x","code":{}}\n', 'bad-message'],
      ['~say~{"id":"1","text":"x","code":{"path":"p","start":0,"end":1,"text":"c"}}\n', 'bad-message'],
      ['~say~{"__proto__":{"id":"1","text":"inherited"}}\n', 'bad-message'],
      ['~edit~{"id":"1","text":"x"}\n', 'bad-message'],
      ['~remove~{"id":"1","of":"1"}\n', 'bad-message'],
      ['~react~{"id":"1","of":1,"emoji":"","on":true}\n', 'bad-message'],
      ['~react~{"id":"1","of":1,"emoji":"x","on":1}\n', 'bad-message'],
      ['~typing~{}\n', 'bad-message'],
      ['~rename~{"id":"1","name":7}\n', 'bad-message'],
      ['~read~{"seq":-5}\n', 'bad-message'],
      ['~history~{"before":1,"limit":0}\n', 'bad-message'],
      ['~history~{"before":1,"limit":201}\n', 'bad-message'],
      ['~history~{"limit":5}\n', 'bad-message'],
      [Buffer.from('~say~{"id":"1","text":"\xff"}\n', 'latin1'), 'bad-utf8'],
      [Buffer.from('~say~{"id":"1","text":"\xc3("}\n', 'latin1'), 'bad-utf8'],
      [Buffer.from('~say~{"id":"1","text":"\xed\xa0\x80"}\n', 'latin1'), 'bad-utf8'],
      [Buffer.from('~say~{"id":"1","text":"\xf0\x9f\x8c"}\n', 'latin1'), 'bad-utf8'],
      [Buffer.from('~say~{"id":"1","text":"\xc0\xaf"}\n', 'latin1'), 'bad-utf8'],
    ];
    for (const [frame, code] of bad) {
      ann.raw(frame);
      const error = await ann.next('error');
      assert.equal(error.payload['code'], code, String(frame).slice(0, 80));
      assert.match(String(error.payload['message']), /^\P{Cc}+[.}]$/u);
    }
    await ann.say('alive');
    assert.ok(ann.events.length === 1, 'nothing of it became an event');
  });

  it('P-10.5 takes prototype keys for the data they are', async () => {
    const ann = await clients.join('ann');
    ann.raw(
      '~say~{"__proto__":{"to":"x"},"constructor":{"prototype":{"to":"x"}},"id":"__proto__","text":"__proto__"}\n',
    );
    const { payload } = await ann.next('say', { id: '__proto__' });
    assert.deepEqual(Object.keys(payload).sort(), ['at', 'by', 'id', 'seq', 'text']);
    assert.equal(await ann.refused('say', { text: 'x', to: '__proto__' }), 'no-such-member');
    const odd = await clients.join('__proto__', { person: '__proto__' });
    assert.equal(odd.welcome.you, '__proto__');
    ann.raw('~say~{"id":"__proto__","text":"again"}\n');
    assert.equal((await ann.next('say', { id: '__proto__' })).payload['text'], '__proto__');
  });

  it('P-4.5 a mebibyte without LF ends the connection that sent it', async () => {
    const ann = await clients.join('ann');
    const watcher = await clients.join('watcher');
    ann.raw(`~say~{"id":"1","text":"${'x'.repeat(1 << 20)}`);
    await ann.next('error', { code: 'frame-too-long' });
    await ann.untilGone();
    await watcher.next('leave', { name: 'ann', reason: 'frame-too-long' });
    await watcher.say('served');
  });

  it('P-1.5 P-4.1 refuses bytes that are no UTF-8 before the welcome too, with a close', async () => {
    const stranger = await NativeClient.connect(server.port);
    stranger.raw(Buffer.from('~hello~{"v":1,"name":"\xe9"}\n', 'latin1'));
    await stranger.next('error', { code: 'bad-utf8' });
    await stranger.untilGone();
  });
});
