import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Peer } from './support/peer';
import { type RunningServer, startServer } from './support/server';

/** One row of a transcript: what a peer sends (`>`) or gets (`<`), or that the server ends its connection (`|`). */
interface Row {
  readonly peer: string;
  readonly kind: '>' | '<' | '|';
  readonly bytes: Buffer;
}

const document = readFileSync('docs/PROTOCOL.md', 'utf8');
const blocks = (language: string) =>
  [...document.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text]) =>
    text!.trimEnd(),
  );

/** Rows of text; each stands for its bytes and a LF. */
const textRows = (block: string): Row[] =>
  block.split('\n').map((line) => {
    const [, peer, kind, text] = /^(\w+) ([><|]) ?(.*)$/.exec(line) ?? [];
    assert.ok(peer && kind && text !== undefined, line);
    return { peer, kind: kind as Row['kind'], bytes: Buffer.from(`${text}\n`) };
  });

/** Rows of bytes in hexadecimal, with their meaning beside them; each is one chunk. */
const hexRows = (block: string): Row[] =>
  block.split('\n').map((line) => {
    const [, peer, kind, hex, text] = /^(\w+) ([><]) ((?:[\da-f]{2} )+) +(.*)$/.exec(line) ?? [];
    assert.ok(peer && kind && hex, line);
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    assert.equal(bytes.toString().replaceAll('\n', '\\n'), text, 'the text beside the bytes');
    return { peer, kind: kind as Row['kind'], bytes };
  });

const PLACEHOLDER = /\{([a-z]+(?:-[a-z]+)*)\}/g;

/** Replays a transcript. `{at}` is any time, every other placeholder the same text wherever it stands. */
async function replay(port: number, rows: readonly Row[]): Promise<void> {
  const peers = new Map<string, { peer: Peer; read: number }>();
  const known = new Map<string, string>();
  for (const { peer: name, kind, bytes } of rows) {
    const one = peers.get(name) ?? { peer: await Peer.connect(port), read: 0 };
    peers.set(name, one);
    const { peer } = one;
    if (kind === '>') {
      await peer.send(bytes.toString().replace(PLACEHOLDER, (_, key: string) => known.get(key)!));
    } else if (kind === '|') {
      await peer.untilGone();
      peer.end();
    } else if (!bytes.includes('{')) {
      await peer.until(() => peer.bytes.length >= one.read + bytes.length);
      const got = peer.bytes.subarray(one.read, one.read + bytes.length);
      assert.equal(got.toString(), bytes.toString());
      assert.deepEqual(got, bytes);
      one.read += bytes.length;
    } else {
      await peer.until(() => peer.bytes.includes(10, one.read));
      const got = peer.bytes.subarray(one.read, peer.bytes.indexOf(10, one.read) + 1);
      assert.equal(withPlaceholders(got.toString(), bytes.toString(), known), bytes.toString());
      one.read += got.length;
    }
  }
  for (const [name, { peer, read }] of peers) {
    assert.equal(peer.bytes.subarray(read).toString(), '', `all that ${name} gets is in the transcript`);
    peer.reset();
  }
}

/** `got` with the placeholders of `expected` in the places of what they stand for. */
function withPlaceholders(got: string, expected: string, known: Map<string, string>): string {
  const keys = [...expected.matchAll(PLACEHOLDER)].map(([, key]) => key!);
  const pattern = expected
    .split(PLACEHOLDER)
    .map((part, i) =>
      i % 2 === 0 ? part.replace(/[\^$.*+?()[\]{}|]/g, '\\$&') : part === 'at' ? '(\\d{13})' : '([\\w.-]+)',
    )
    .join('');
  const values = new RegExp(`^${pattern}$`).exec(got)?.slice(1);
  if (!values) return got;
  for (const [i, key] of keys.entries()) {
    const value = values[i]!;
    if (key === 'at') continue;
    if ((known.get(key) ?? value) !== value) return got;
    known.set(key, value);
  }
  return expected;
}

describe('the transcripts of the document', () => {
  let server: RunningServer;
  beforeEach(async () => (server = await startServer()));
  afterEach(() => server.stop());

  const [native, line] = blocks('transcript');
  const [seed] = blocks('hexdump');

  it('P-4 P-5 P-6 the native one is what the server does, byte for byte', () =>
    replay(server.port, textRows(native!)));

  it('P-3 the line one is what the server does, byte for byte', () => replay(server.port, textRows(line!)));

  it('P-2 the seed one is what the server does, byte for byte', () => replay(server.port, hexRows(seed!)));
});
