// What a release needs (CONTRIBUTING, "Releasing"):
//   node scripts/release.mjs prepare 0.2.0   dates what is unreleased in the changelog, and sets the version
//   node scripts/release.mjs check v0.2.0    says what is missing for this tag, with exit code 1
//   node scripts/release.mjs notes v0.2.0    prints what the changelog says of it
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.mjs';
import { ROOT } from './paths.mjs';

/** The VS Code Marketplace takes no other form. */
const VERSION = /^\d+\.\d+\.\d+$/;
/** Addresses that only the publisher knows. */
const ADDRESSES = ['repository', 'bugs', 'homepage'];
const UNRELEASED = '## [Unreleased]';
const CHANGELOG = path.join(ROOT, 'CHANGELOG.md');

/** @typedef {Readonly<Record<string, unknown>> & { readonly version: string }} Manifest */

/**
 * The entry of a version, without its heading.
 * @param {string} changelog
 * @param {string} version or `Unreleased`
 * @returns {string | undefined} undefined where there is none
 */
export function entryOf(changelog, version) {
  const entries = changelog.split(/^(?=## \[)/m);
  const entry = entries.find((text) => text.startsWith(`## [${version}]`));
  return entry?.slice(entry.indexOf('\n')).trim();
}

/**
 * @param {string} changelog
 * @param {string} version
 * @param {string} date such as 2026-11-30
 * @throws {Error} where there is nothing to release, or the version is there already
 */
export function released(changelog, version, date) {
  if (!VERSION.test(version)) throw new Error(`"${version}" is no version such as 1.2.3.`);
  if (entryOf(changelog, version) !== undefined) throw new Error(`The changelog has ${version} already.`);
  if (!entryOf(changelog, 'Unreleased')) throw new Error('The changelog names nothing unreleased.');
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n\n## [${version}] - ${date}`);
}

/** @param {unknown} field of the manifest: an address, or an object with one */
const addressIn = (field) =>
  typeof field === 'object' && field !== null && 'url' in field ? field.url : field;

/**
 * Why this tag cannot be released.
 * @param {string} tag
 * @param {Manifest} manifest
 * @param {string} changelog
 * @returns {readonly string[]} sentences; none: it can
 */
export function problemsOf(tag, manifest, changelog) {
  const { version } = manifest;
  const missing = ADDRESSES.filter(
    (name) => !/^(?:git\+)?https:\/\//.test(String(addressIn(manifest[name]))),
  );
  return [
    ...(VERSION.test(version) ? [] : [`package.json: ${version} is no version such as 1.2.3.`]),
    ...(tag === `v${version}` ? [] : [`The tag is ${tag}, but package.json has version ${version}.`]),
    ...(entryOf(changelog, version) ? [] : [`CHANGELOG.md says nothing of ${version}.`]),
    ...(entryOf(changelog, 'Unreleased') ? ['CHANGELOG.md still has something unreleased.'] : []),
    ...missing.map((name) => `package.json: fill in "${name}" with an https address.`),
  ];
}

/** @returns {Manifest} */
const readManifest = () => JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const readChangelog = () => readFileSync(CHANGELOG, 'utf8');

/** @type {Readonly<Record<string, (argument: string) => unknown>>} */
const TASKS = {
  async prepare(version) {
    const [date = ''] = new Date().toISOString().split('T');
    const changelog = released(readChangelog(), version, date);
    await npm(['version', version, '--no-git-tag-version', '--allow-same-version'], ROOT);
    writeFileSync(CHANGELOG, changelog);
  },
  check(tag) {
    const problems = problemsOf(tag, readManifest(), readChangelog());
    for (const problem of problems) console.error(problem);
    if (problems.length > 0) process.exitCode = 1;
  },
  notes(tag) {
    console.log(entryOf(readChangelog(), tag.replace(/^v/, '')));
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name = '', argument] = process.argv.slice(2);
  const task = TASKS[name];
  if (!task || argument === undefined)
    throw new Error(`Say one of ${Object.keys(TASKS).join(', ')}, and a version or tag.`);
  await task(argument);
}
