// node scripts/sbom.mjs FILE: writes a software bill of materials of what is shipped, in the format CycloneDX 1.6. The same
// sources give the same bytes: it has neither a time nor a random serial number, both of which the format leaves open.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './paths.mjs';
import { shippedPackages } from './shipped.mjs';

/** @typedef {import('./shipped.mjs').Package} Package */
/** @typedef {{ name: string, version: string, description: string, license: string, publisher: string }} Manifest */

/** @param {string} id `name@version` */
const purl = (id) => `pkg:npm/${id.replace(/^@/, '%40')}`;

/** @param {string} integrity */
function hashOf(integrity) {
  const [algorithm, digest = ''] = integrity.split('-');
  if (algorithm !== 'sha512') throw new Error(`unexpected integrity ${integrity}`);
  return { alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') };
}

/**
 * @param {Manifest} manifest
 * @param {readonly Package[]} packages
 */
export function bomOf({ name, version, description, license, publisher }, packages) {
  // by the name it has in the marketplaces: no package of npm
  const root = `${publisher}.${name}@${version}`;
  const needed = new Set(packages.flatMap(({ needs }) => needs));
  const ids = packages.map((one) => `${one.name}@${one.version}`);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        ...{ type: 'application', 'bom-ref': root, publisher, name, version, description },
        licenses: [{ license: { id: license } }],
      },
    },
    components: packages.map((one, i) => ({
      ...{ type: 'library', 'bom-ref': purl(ids[i] ?? ''), name: one.name, version: one.version },
      hashes: [hashOf(one.integrity)],
      licenses: [{ license: { id: one.license } }],
      purl: purl(ids[i] ?? ''),
    })),
    dependencies: [
      { ref: root, dependsOn: ids.filter((id) => !needed.has(id)).map(purl) },
      ...packages.map(({ needs }, i) => ({ ref: purl(ids[i] ?? ''), dependsOn: needs.map(purl) })),
    ],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error('Which file?');
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const bom = bomOf(manifest, await shippedPackages());
  writeFileSync(file, `${JSON.stringify(bom, undefined, 2)}\n`);
}
