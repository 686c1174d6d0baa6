import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';

const VSIX = path.resolve('tilde.vsix');
/** What a person downloads, pictures included; in bytes. */
const MAX_BYTES = 625_000;
/** What every window loads at its start, chat or no chat; in bytes. */
const MAX_START_BYTES = 4096;

/** What the panel loads before it can draw anything, minified; in bytes. The rest it loads when it needs it. */
const MAX_FIRST_PAINT_BYTES = 300_000;

const CENTRAL_HEADER = 0x02014b50;
const END_OF_CENTRAL = 0x06054b50;
const LOCAL_HEADER_BYTES = 30;

/** The files in a zip archive by their names, from its central directory. */
function filesIn(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from(Uint32Array.of(END_OF_CENTRAL).buffer));
  assert.notEqual(end, -1, 'a zip archive');
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    assert.equal(archive.readUInt32LE(at), CENTRAL_HEADER);
    const [name, extra, comment] = lengthsAt(archive, at + 28, 3);
    const local = archive.readUInt32LE(at + 42);
    const [localName, localExtra] = lengthsAt(archive, local + 26, 2);
    const start = local + LOCAL_HEADER_BYTES + localName! + localExtra!;
    const packed = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    const isPlain = archive.readUInt16LE(at + 10) === 0;
    files.set(archive.toString('utf8', at + 46, at + 46 + name!), isPlain ? packed : inflateRawSync(packed));
    at += 46 + name! + extra! + comment!;
  }
  return files;
}

const lengthsAt = (archive: Buffer, at: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => archive.readUInt16LE(at + 2 * i));

describe('the packaged extension', () => {
  let files: Map<string, Buffer>;
  const text = (name: string): string => files.get(name)!.toString('utf8');

  before(() => {
    files = filesIn(readFileSync(VSIX));
  });

  it('holds only what is needed', () => {
    // the chunks that the panel loads later, whose names say what is in them
    const names = [...files.keys()].map((name) =>
      name.replace(/(?<=^extension\/dist\/webview-\w+)-\w+(?=\.js$)/, ''),
    );
    assert.deepEqual([...new Set(names)].sort(), [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/SUPPORT.md',
      'extension/THIRD-PARTY-NOTICES.txt',
      'extension/changelog.md',
      'extension/dist/certificate.js',
      'extension/dist/extension.js',
      'extension/dist/guard.js',
      'extension/dist/server.js',
      'extension/dist/tilde.js',
      'extension/dist/webview-chunk.js',
      'extension/dist/webview-emojis.js',
      'extension/dist/webview-germanWords.js',
      'extension/dist/webview-highlighter.js',
      'extension/dist/webview.css',
      'extension/dist/webview.js',
      'extension/l10n/bundle.l10n.de.json',
      'extension/media/icon.png',
      'extension/media/icon.svg',
      ...['host', 'invite', 'join', 'settings', 'talk'].map(
        (name) => `extension/media/walkthrough/${name}.svg`,
      ),
      'extension/package.json',
      'extension/package.nls.de.json',
      'extension/package.nls.json',
      'extension/readme.md',
    ]);
  });

  it('is small', () => {
    const { size } = statSync(VSIX);
    assert.ok(size <= MAX_BYTES, `${size} bytes`);
  });

  it('draws the panel after little was loaded', () => {
    const loaded = new Set(['webview.css', 'webview.js']);
    for (const name of loaded) {
      const imported = text(`extension/dist/${name}`).matchAll(
        /\bimport\b(?:[^"'()]*?\bfrom)? ?["']\.\/([^"']+)["']/g,
      );
      for (const [, chunk = ''] of imported) loaded.add(chunk);
    }
    const bytes = [...loaded].reduce((sum, name) => sum + files.get(`extension/dist/${name}`)!.length, 0);
    assert.ok(bytes <= MAX_FIRST_PAINT_BYTES, `${bytes} bytes`);
  });

  it('puts next to nothing into the start of a window', () => {
    assert.ok(files.get('extension/dist/extension.js')!.length <= MAX_START_BYTES);
  });

  it('has the page for users, not the one for developers', () => {
    assert.equal(text('extension/readme.md'), readFileSync('docs/MARKETPLACE.md', 'utf8'));
  });

  it('tells the marketplaces what they ask for', () => {
    const manifest = text('extension.vsixmanifest');
    for (const property of [
      'Id="Microsoft.VisualStudio.Services.Branding.Color" Value="#0b4f57"',
      'Id="Microsoft.VisualStudio.Services.Branding.Theme" Value="dark"',
      'Id="Microsoft.VisualStudio.Services.Content.Pricing" Value="Free"',
      'Id="Microsoft.VisualStudio.Services.EnableMarketplaceQnA" Value="true"',
    ])
      assert.ok(manifest.includes(`<Property ${property}`), property);
    for (const asset of ['Details', 'Changelog', 'License'])
      assert.ok(manifest.includes(`Type="Microsoft.VisualStudio.Services.Content.${asset}"`), asset);
    assert.ok(manifest.includes('Type="Microsoft.VisualStudio.Services.Icons.Default"'));
  });
});
