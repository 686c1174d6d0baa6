import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ErrorCode, WireError } from '../../../../src/protocol/wire/errorCodes';
import {
  decodeClient,
  decodeServer,
  encodeClient,
  encodeEvent,
  encodeServer,
} from '../../../../src/protocol/wire/frame';
import { LineSplitter } from '../../../../src/protocol/wire/lineSplitter';
import type { ClientMessage, RoomEvent } from '../../../../src/protocol/wire/messages';
import { FIXED, anyText, chunkings, cutAt, places, wellFormed } from './chunkings';

/** What a receiver makes of a stream, fed in these chunks. */
function receive<T>(chunks: Iterable<Uint8Array>, decode: (line: string | WireError) => T): T[] {
  const splitter = new LineSplitter(1 << 20);
  const results: T[] = [];
  for (const chunk of chunks) {
    splitter.push(chunk);
    for (let line = splitter.next(); line !== undefined; line = splitter.next()) results.push(decode(line));
  }
  return results;
}

const LF = Buffer.from('\n');
const CODE = { path: 'a/ñ.ts', start: 1, end: 2, text: 'x\n~y' };

describe('frames of a client', () => {
  const good: [string, unknown][] = [
    ['~hello~{"v":1,"name":"Zoë"}', { verb: 'hello', payload: { v: 1, name: 'Zoë' } }],
    [
      '~hello~{"v":1,"name":"a","person":"p","client":"c","ticket":"t","resume":{"room":"r","token":"t","seq":0}}',
      {
        verb: 'hello',
        payload: {
          ...{ v: 1, name: 'a', person: 'p', client: 'c', ticket: 't' },
          resume: { room: 'r', token: 't', seq: 0 },
        },
      },
    ],
    ['~say~{"id":"1","text":"~ 🌍 ~"}', { verb: 'say', payload: { id: '1', text: '~ 🌍 ~' } }],
    [
      `~say~${JSON.stringify({ id: '1', text: '', reply: 3, to: 'm', code: CODE, more: 1 })}`,
      { verb: 'say', payload: { id: '1', text: '', reply: 3, to: 'm', code: CODE } },
    ],
    ['~ping~{}\r', { verb: 'ping', payload: {} }],
    ['~bye~ { "why" : 1 } ', { verb: 'bye', payload: {} }],
    ['~dance~{"on":true}', undefined],
    ['~constructor~{}', undefined],
    ['~has-own-property~{}', undefined],
  ];
  for (const [text, expected] of good) {
    it(`takes ${text} however it is cut`, () => {
      for (const chunks of chunkings(Buffer.from(`${text}\n`))) {
        assert.deepEqual(receive(chunks, decodeClient), [{ ok: true, value: expected }]);
      }
    });
  }

  const bad: [string | Buffer, ErrorCode][] = [
    ['', 'bad-frame'],
    ['~say', 'bad-frame'],
    ['~Say~{}', 'bad-frame'],
    ['ann~say~{"id":"1","text":"é"}', 'bad-frame'],
    ['~say~', 'bad-json'],
    ['~say~{"text":"é', 'bad-json'],
    ['~say~["é"]', 'bad-json'],
    ['~say~null', 'bad-json'],
    ['~say~{"id":"1"}', 'bad-message'],
    ['~say~{"id":"é","text":1}', 'bad-message'],
    ['~history~{"before":1e16,"limit":1}', 'bad-message'],
    [Buffer.from('~say~{"id":"1","text":"\xc3"}', 'latin1'), 'bad-utf8'],
    [Buffer.from('\xff', 'latin1'), 'bad-utf8'],
  ];
  for (const [bytes, code] of bad) {
    it(`refuses ${JSON.stringify(bytes.toString())} with ${code} however it is cut`, () => {
      for (const chunks of chunkings(Buffer.concat([Buffer.from(bytes), Buffer.from('\n')]))) {
        const [result, ...more] = receive(chunks, decodeClient);
        assert.equal(more.length, 0);
        assert.ok(result && !result.ok && result.error.code === code);
      }
    });
  }

  it('names the field that is wrong', () => {
    const result = decodeClient('~hello~{"v":1,"name":"a","resume":{"room":"r","token":7,"seq":0}}');
    assert.ok(!result.ok && result.error.message.includes('"resume.token"'));
  });

  it('never throws, whatever bytes come', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json({ maxDepth: 4 }).map((json) => Buffer.from(`~say~${json}`)),
      fc
        .tuple(
          fc.constantFrom('hello', 'say', 'edit', 'history', '__proto__'),
          fc.object({ key: fc.constantFrom('id', 'text', 'of', 'v', '__proto__', 'resume') }),
        )
        .map(([verb, payload]) => Buffer.from(`~${verb}~${JSON.stringify(payload)}`)),
    );
    fc.assert(
      fc.property(bytes, (line) => {
        const results = [...receive([line, LF], decodeClient), ...receive([line, LF], decodeServer)];
        for (const { ok } of results) assert.equal(typeof ok, 'boolean');
      }),
      { ...FIXED, numRuns: 1000 },
    );
  });

  it('come back as they were sent, under any chunking', () => {
    const id = fc.string({ minLength: 1, maxLength: 16 });
    const seq = fc.maxSafeNat();
    const text = anyText.map(wellFormed);
    const plain = { noNullPrototype: true };
    const payloads = {
      say: fc.record({ id, text, reply: seq }, { ...plain, requiredKeys: ['id', 'text'] }),
      edit: fc.record({ id, of: seq, text }, plain),
      react: fc.record(
        { id, of: seq, emoji: fc.constantFrom('👍', '❤️', 'x', '~'), on: fc.boolean() },
        plain,
      ),
      rename: fc.record({ id, name: text }, plain),
      history: fc.record({ before: seq, limit: fc.integer({ min: 1, max: 200 }) }, plain),
    };
    const message = fc.oneof(
      ...Object.entries(payloads).map(([verb, payload]) =>
        payload.map((value) => ({ verb, payload: value }) as ClientMessage),
      ),
    );
    fc.assert(
      fc.property(fc.array(message, { maxLength: 8 }), places, (messages, cuts) => {
        const stream = messages.map(({ verb, payload }) => encodeClient(verb, payload)).join('');
        const received = receive(cutAt(Buffer.from(stream), cuts), decodeClient);
        assert.deepEqual(
          received,
          messages.map((value) => ({ ok: true, value })),
        );
      }),
      FIXED,
    );
  });
});

describe('frames of a server', () => {
  const events: RoomEvent[] = [
    { verb: 'say', from: 'Zoë', seq: 1, at: 2, by: 'm', text: 'Grüße ~\n🌍', id: 'i', code: CODE },
    { verb: 'edit', from: 'Zoë', seq: 2, at: 2, by: 'm', of: 1, text: '', removed: true },
    { verb: 'remove', from: 'Zoë', seq: 3, at: 2, by: 'm', of: 1, to: 'n' },
    { verb: 'react', from: 'Zoë', seq: 4, at: 2, by: 'm', of: 1, emoji: '👍', on: true },
    { verb: 'join', from: 'SERVER', seq: 5, at: 2, by: 'm', name: 'Zoë', dialect: 'line' },
    { verb: 'leave', from: 'SERVER', seq: 6, at: 2, by: 'm', name: 'Zoë', reason: 'lost' },
    { verb: 'rename', from: 'SERVER', seq: 7, at: 2, by: 'm', name: 'Zoë', to: 'Zoe' },
  ];

  it('carry events, sender and verb outside the payload, however they are cut', () => {
    for (const event of events) {
      const { verb, from, ...payload } = event;
      for (const chunks of chunkings(Buffer.from(encodeEvent(event)))) {
        assert.deepEqual(receive(chunks, decodeServer), [{ ok: true, value: { verb, from, payload } }]);
      }
    }
  });

  it('are the same where an event is at hand as JSON, in whatever order', () => {
    for (const event of [...events, { ...events[0], from: 'a"b\\,"at":1' } as RoomEvent]) {
      const { verb, from, ...payload } = event;
      const frame = `${from}~${verb}~${JSON.stringify(payload)}\n`;
      assert.equal(encodeEvent(event), frame);
      assert.equal(encodeEvent(event, JSON.stringify(event)), frame);
      const [last, ...rest] = Object.entries(event).reverse();
      const other = Object.fromEntries([...rest, last!]) as unknown as RoomEvent;
      const decoded = decodeServer(encodeEvent(other, JSON.stringify(other)).slice(0, -1));
      assert.deepEqual(decoded, { ok: true, value: { verb, from, payload } });
    }
  });

  const historyOf = (all: readonly unknown[]) => {
    const decoded = decodeServer(`SERVER~history~${JSON.stringify({ events: all, more: false })}`);
    assert.ok(decoded.ok && decoded.value?.verb === 'history');
    return decoded.value.payload.events;
  };

  it('carry a history of all events; those of unknown verbs are left out, unknown fields too', () => {
    const last = { ...events[0], seq: 9 };
    const later = { verb: 'poll', from: 'Zoë', seq: 8, question: '?' };
    assert.deepEqual(historyOf([...events, later, { ...last, mood: 1 }]), [...events, last]);
  });

  it('carry a history, of which is left out what goes beyond all bounds or is out of order', () => {
    const [say, edit] = events;
    const odd: readonly unknown[] = [
      { verb: 'say', seq: 1 },
      ...[null, 7, 'say', [], [[[[]]]], { verb: '__proto__' }, { __proto__: null }],
      ...[2 ** 53, 2 ** 51, -1, 1.5, '1', null, 1e308].map((seq) => ({ ...say, seq })),
      ...[8.65e15, -1, 1e308, 0.5].map((at) => ({ ...say, at })),
      { ...say, text: 'x'.repeat(131_073) },
      { ...say, code: { ...CODE, text: 'x'.repeat(131_073) } },
      ...[{ path: '' }, { path: 'x'.repeat(2000) }, { start: 0 }, { end: 2 ** 53 }].map((code) => ({
        ...say,
        code: { ...CODE, ...code },
      })),
      { ...say, by: 'm'.repeat(65) },
      { ...edit, of: 2 ** 52 },
    ];
    assert.deepEqual(historyOf([...odd, say, ...odd, edit, say]), [say, edit]);
    assert.equal(historyOf(Array.from({ length: 5000 }, (_, i) => ({ ...edit, seq: 10 + i }))).length, 4096);
    const mentions = Array.from({ length: 4096 }, (_, i) => ({ mid: `m${i}`, name: `ann${i}` }));
    assert.deepEqual(historyOf([{ ...say, mentions }]), [{ ...say, mentions: mentions.slice(0, 50) }]);
  });

  it('carry code, of which is left out what is no place', () => {
    const [say] = events;
    const context = { above: 'ff', below: '', outline: '00', copies: 1, copy: 1, lines: 9 };
    const place = { remote: 'a.b/c', commit: 'a'.repeat(40), dirty: true, context };
    const odd = {
      ...{ remote: 'https://me:secret@a.b/c', commit: 'HEAD', dirty: 1 },
      context: { ...context, above: 'x'.repeat(1e5) },
    };
    for (const [key, value] of Object.entries(odd)) {
      const [event] = historyOf([{ ...say, code: { ...CODE, ...place, [key]: value } }]);
      assert.ok(event?.verb === 'say');
      assert.deepEqual(event.code, { ...CODE, ...place, [key]: undefined });
    }
  });

  it('carry a welcome, of which is left out what goes beyond all bounds', () => {
    const ann = { mid: 'm', name: 'ann', since: 1, dialect: 'native' };
    const welcome = {
      ...{ v: 1, room: { id: 'r', name: 'Lab', access: 'open' }, you: 'ann', mid: 'm', token: 't', seq: 1 },
      ...{ resumed: false, oldest: 1, history: [] },
      members: [ann, { ...ann, since: 9e15 }, { ...ann, mid: '' }, null, { ...ann, mid: 'n' }],
      limits: { rate: 'RATE', burst: -1, maxTextBytes: 5 },
    };
    for (const rate of ['1e999', '-1e999', '1e-300', '-5', '"5"', 'null', '[[5]]']) {
      const decoded = decodeServer(`SERVER~welcome~${JSON.stringify(welcome).replace('"RATE"', rate)}`);
      assert.ok(decoded.ok && decoded.value?.verb === 'welcome', rate);
      const { members, limits } = decoded.value.payload;
      assert.deepEqual(
        members.map(({ mid: memberId }) => memberId),
        ['m', 'n'],
      );
      assert.deepEqual([limits.rate, limits.burst, limits.maxTextBytes], [undefined, undefined, 5]);
    }
  });

  it('are refused, not fallen over, however deep they are nested', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    for (const payload of [deep, `{"events":${deep},"more":true}`, `{"events":[${deep}],"more":${deep}}`])
      assert.equal(typeof decodeServer(`SERVER~history~${payload}`).ok, 'boolean');
  });

  it('ignore unknown verbs, and know SERVER by default', () => {
    assert.deepEqual(decodeServer('SERVER~dance~{}'), { ok: true, value: undefined });
    assert.equal(encodeServer('pong', {}), 'SERVER~pong~{}\n');
    assert.equal(encodeServer('typing', { by: 'm', on: true }, 'Zoë'), 'Zoë~typing~{"by":"m","on":true}\n');
  });
});
