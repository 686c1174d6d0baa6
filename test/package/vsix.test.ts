import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const VSIX = path.resolve('tilde.vsix');
/** What every window loads at its start, chat or no chat; in bytes. */
const MAX_START_BYTES = 4096;

const CENTRAL_HEADER = 0x02014b50;
const END_OF_CENTRAL = 0x06054b50;

/** The names in a zip archive, from its central directory. */
function namesIn(archive: Buffer): string[] {
  const end = archive.lastIndexOf(Buffer.from(Uint32Array.of(END_OF_CENTRAL).buffer));
  assert.notEqual(end, -1, 'a zip archive');
  const count = archive.readUInt16LE(end + 10);
  const names: string[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    assert.equal(archive.readUInt32LE(at), CENTRAL_HEADER);
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    names.push(archive.toString('utf8', at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names;
}

describe('the packaged extension', () => {
  it('holds only what is needed', () => {
    assert.deepEqual(namesIn(readFileSync(VSIX)).sort(), [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/certificate.js',
      'extension/dist/extension.js',
      'extension/dist/server.js',
      'extension/dist/tilde.js',
      'extension/dist/webview.css',
      'extension/dist/webview.js',
      'extension/l10n/bundle.l10n.de.json',
      'extension/media/icon.png',
      'extension/media/icon.svg',
      'extension/package.json',
      'extension/package.nls.de.json',
      'extension/package.nls.json',
      'extension/readme.md',
    ]);
  });

  it('puts next to nothing into the start of a window', () => {
    assert.ok(statSync(path.resolve('dist', 'extension.js')).size <= MAX_START_BYTES);
  });
});
