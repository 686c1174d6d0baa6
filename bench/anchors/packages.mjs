// Successive versions of packages that the project installs, as commits of a repository: a history like any other.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { npm } from '../../scripts/npm.mjs';
import { CACHE } from '../../scripts/paths.mjs';

/** Built and fetched things; all of it can be deleted. */
export const FOLDER = path.join(CACHE, 'bench', 'anchors');

/** Named one by one, so that every run has the same. @type {Readonly<Record<string, readonly string[]>>} */
export const PACKAGES = {
  'axe-core': ['4.6.3', '4.7.2', '4.8.4', '4.9.1', '4.10.3', '4.11.4', '4.12.1', '4.13.0', '4.14.1'],
  'dependency-cruiser': ['15.5.0', '16.0.0', '16.3.10', '16.6.0', '16.10.4', '17.0.2', '17.3.10', '17.4.3'],
  eslint: [
    '9.12.0',
    '9.20.1',
    '9.25.1',
    '9.30.1',
    '9.35.0',
    '9.39.5',
    '10.2.1',
    '10.5.0',
    '10.10.0',
    '10.15.0',
  ],
  'markdown-it': ['10.0.0', '11.0.1', '12.0.6', '12.3.2', '13.0.2', '14.0.0', '14.1.1', '14.3.3'],
  mocha: ['9.0.3', '9.2.2', '10.2.0', '10.5.2', '10.8.2', '11.0.2', '11.3.0', '11.7.6', '11.8.0'],
};

/** The same author and date for all: the commits of a run are those of every run. */
const SAME = { name: 'bench', email: 'bench@localhost', date: '2026-01-01T00:00:00Z' };
const ENVIRONMENT = {
  ...process.env,
  ...{ GIT_AUTHOR_NAME: SAME.name, GIT_AUTHOR_EMAIL: SAME.email, GIT_AUTHOR_DATE: SAME.date },
  ...{ GIT_COMMITTER_NAME: SAME.name, GIT_COMMITTER_EMAIL: SAME.email, GIT_COMMITTER_DATE: SAME.date },
  ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
};

/**
 * @param {string} name of a package
 * @returns {Promise<string>} the folder of a repository with a commit for each of its versions
 */
export async function repositoryOf(name) {
  const versions = PACKAGES[name] ?? [];
  const ready = path.join(FOLDER, `${name}-${versions.at(-1)}`);
  if (existsSync(ready)) return ready;
  const making = `${ready}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const git = (/** @type {readonly string[]} */ ...args) =>
    execFileSync('git', ['-c', 'core.autocrlf=false', ...args], {
      cwd: making,
      env: ENVIRONMENT,
      stdio: 'pipe',
    });
  git('init', '--quiet');
  for (const version of versions) {
    console.error(`${name} ${version}`);
    for (const entry of readdirSync(making))
      if (entry !== '.git') rmSync(path.join(making, entry), { recursive: true });
    await npm(['pack', `${name}@${version}`, '--loglevel=error'], making, { quiet: true });
    const [packed = ''] = readdirSync(making).filter((entry) => entry.endsWith('.tgz'));
    execFileSync('tar', ['-xzf', packed, '--strip-components=1'], { cwd: making });
    rmSync(path.join(making, packed));
    git('add', '--all', '--force');
    git('commit', '--quiet', '--allow-empty', '-m', version);
  }
  renameSync(making, ready);
  return ready;
}
