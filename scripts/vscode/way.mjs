// Which VS Code to take: the desktop one where it is to be had, else the one in the browser.
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { CACHE } from '../paths.mjs';
import { CAN_INSTALL } from './install.mjs';
import { findInstalledEditor } from './installed.mjs';

/** Version to download, by edition; those of manifests/. */
const VERSIONS = { current: 'stable', oldest: '1.100.3' };
const EDITION = process.env['TILDE_VSCODE_EDITION'] === 'oldest' ? 'oldest' : 'current';

/** How long a server for downloads may take to say anything. */
const PROBE_MS = 5_000;

/**
 * `why` is a whole sentence for the person at the terminal.
 * @typedef {{ kind: 'desktop', executable: string, why: string } | { kind: 'browser', why: string }
 *   | { kind: 'none', why: string }} Way
 */

/**
 * Decides once, and says in one line on stderr what was decided.
 *
 * `prefer`: a person would rather see the editor they have; tests rather a known version. The environment
 * variable TILDE_VSCODE (`desktop`, `download` or `browser`) leaves no choice.
 * @param {'desktop' | 'download'} prefer
 */
export async function chooseWay(prefer) {
  const way = await decide(prefer, process.env['TILDE_VSCODE']);
  console.error(way.why);
  return way;
}

/**
 * @param {'desktop' | 'download'} prefer
 * @param {string | undefined} forced
 * @returns {Promise<Way>}
 */
async function decide(prefer, forced) {
  if (forced === 'browser') return browserWay('TILDE_VSCODE asks for it');
  const noScreen = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  if (noScreen && !forced) return browserWay('there is no screen here for a desktop window');

  const ways = { desktop: [installedWay], download: [downloadWay], '': [installedWay, downloadWay] }[
    forced ?? ''
  ];
  if (!ways)
    return { kind: 'none', why: `TILDE_VSCODE is "${forced}"; it may be desktop, download or browser.` };
  if (!forced && prefer === 'download') ways.reverse();
  // what happens to be installed is no certain version
  if (EDITION === 'oldest' && ways.includes(downloadWay)) ways.splice(0, ways.length, downloadWay);

  const reasons = [];
  for (const attempt of ways) {
    const result = await attempt();
    if (typeof result !== 'string') return result;
    reasons.push(result);
  }
  const why = reasons.join(', and ');
  return forced ? { kind: 'none', why: `TILDE_VSCODE is "${forced}", but ${why}.` } : browserWay(why);
}

/**
 * @param {string} reason
 * @returns {Way}
 */
function browserWay(reason) {
  if (CAN_INSTALL) return { kind: 'browser', why: `Taking VS Code in the browser: ${reason}.` };
  return {
    kind: 'none',
    why: `No VS Code to be had: ${reason}; in the browser it runs on Linux x64 only. Please install VS Code and try again.`,
  };
}

/** @returns {Promise<Way | string>} */
async function installedWay() {
  const executable = findInstalledEditor();
  if (!executable) return 'no desktop VS Code is installed';
  return { kind: 'desktop', executable, why: `Taking the desktop VS Code installed here: ${executable}` };
}

/** @returns {Promise<Way | string>} */
async function downloadWay() {
  try {
    const executable = await download();
    return { kind: 'desktop', executable, why: `Taking the desktop VS Code downloaded to ${executable}` };
  } catch (error) {
    return `VS Code cannot be downloaded (${error instanceof Error ? error.message : String(error)})`;
  }
}

/** Downloads VS Code, or finds it downloaded; gives up quickly where nobody answers. */
function download() {
  return new Promise((resolve, reject) => {
    const silence = setTimeout(() => reject(new Error('no answer')), PROBE_MS);
    let shown = 0;
    const reporter = {
      /** @param {import('@vscode/test-electron').ProgressReport} report */
      report(report) {
        if (report.stage !== 'fetchingVersion') clearTimeout(silence);
        if (report.stage !== 'downloading' || report.totalBytes === 0) return;
        const percent = Math.floor((100 * report.bytesSoFar) / report.totalBytes);
        if (percent < shown) return;
        console.error(`Downloading VS Code: ${percent} %`);
        shown = percent + 10;
      },
      error() {
        // the rejection says it
      },
    };
    downloadAndUnzipVSCode({ version: VERSIONS[EDITION], cachePath: CACHE, reporter, timeout: PROBE_MS })
      .then(resolve, reject)
      .finally(() => clearTimeout(silence));
  });
}
