import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Script from '../../../scripts/sbom.mjs';

const script = async (): Promise<typeof Script> =>
  (await import(pathToFileURL(path.resolve('scripts/sbom.mjs')).href)) as typeof Script;

const MANIFEST = { name: 'x', version: '1.0.0', description: 'd', license: 'MIT', publisher: 'p' };
const DIGEST = Buffer.alloc(64, 7);
const aPackage = (name: string, ...needs: string[]) => ({
  ...{ name, version: '2.0.0', license: 'MIT', folder: '', needs },
  integrity: `sha512-${DIGEST.toString('base64')}`,
});

describe('the software bill of materials', () => {
  it('names each package with version, license, hash and what it needs', async () => {
    const { bomOf } = await script();
    const { components, dependencies } = bomOf(MANIFEST, [aPackage('@a/one', 'two@2.0.0'), aPackage('two')]);
    assert.deepEqual(components[0], {
      ...{ type: 'library', 'bom-ref': 'pkg:npm/%40a/one@2.0.0', name: '@a/one', version: '2.0.0' },
      hashes: [{ alg: 'SHA-512', content: DIGEST.toString('hex') }],
      licenses: [{ license: { id: 'MIT' } }],
      purl: 'pkg:npm/%40a/one@2.0.0',
    });
    assert.deepEqual(dependencies, [
      { ref: 'p.x@1.0.0', dependsOn: ['pkg:npm/%40a/one@2.0.0'] },
      { ref: 'pkg:npm/%40a/one@2.0.0', dependsOn: ['pkg:npm/two@2.0.0'] },
      { ref: 'pkg:npm/two@2.0.0', dependsOn: [] },
    ]);
  });

  it('is the same whenever it is made, and of what is shipped', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tilde-sbom-'));
    const [one, other] = ['one', 'other'].map((name) => {
      const file = path.join(folder, name);
      execFileSync(process.execPath, ['scripts/sbom.mjs', file]);
      return readFileSync(file, 'utf8');
    });
    rmSync(folder, { recursive: true });
    assert.equal(one, other);
    const { components, dependencies } = JSON.parse(one!) as {
      components: { name: string; 'bom-ref': string }[];
      dependencies: { ref: string; dependsOn: string[] }[];
    };
    const names = components.map(({ name }) => name);
    for (const name of ['valibot', 'unhomoglyph', 'tslib']) assert.ok(names.includes(name), name);
    assert.ok(!names.includes('typescript'));
    const known = new Set(components.map((component) => component['bom-ref']));
    assert.equal(known.size, components.length);
    const needed = new Set(dependencies.flatMap(({ dependsOn }) => dependsOn));
    assert.deepEqual([...needed].sort(), [...known].sort());
  });
});
