// Finds a desktop VS Code, or one of its kin, that is installed on this machine.
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

const COMMANDS = ['code', 'codium', 'code-oss', 'code-insiders', 'cursor', 'windsurf'];

const MAC_APPLICATIONS = [
  'Visual Studio Code',
  'VSCodium',
  'Visual Studio Code - Insiders',
  'Cursor',
  'Windsurf',
];

const WINDOWS_PROGRAMS = [
  ['Microsoft VS Code', 'Code.exe'],
  ['VSCodium', 'VSCodium.exe'],
  ['Microsoft VS Code Insiders', 'Code - Insiders.exe'],
  ['cursor', 'Cursor.exe'],
  ['Windsurf', 'Windsurf.exe'],
];

/** @returns {string | undefined} the executable; it runs until its last window closes */
export function findInstalledEditor({ platform = process.platform, env = process.env } = {}) {
  return usualPlaces(platform, env).find((file) => existsSync(file)) ?? onPath(platform, env);
}

/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
function usualPlaces(platform, env) {
  if (platform === 'darwin') {
    return ['/Applications', path.join(env['HOME'] ?? '', 'Applications')].flatMap((folder) =>
      MAC_APPLICATIONS.map((name) => path.join(folder, `${name}.app`, 'Contents', 'MacOS', 'Electron')),
    );
  }
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'];
    return [local && path.join(local, 'Programs'), env['ProgramFiles']]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => WINDOWS_PROGRAMS.map((program) => path.join(folder, ...program)));
  }
  return [];
}

/**
 * What is on PATH is a launcher that returns at once; the program itself stands one folder up from it.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
function onPath(platform, env) {
  if (platform !== 'linux') return undefined;
  for (const folder of (env['PATH'] ?? '').split(path.delimiter)) {
    for (const command of COMMANDS) {
      const file = path.join(folder, command);
      // `code` in the terminal of a remote window, or of Windows seen from WSL, opens windows elsewhere
      if (folder.includes('remote-cli') || folder.startsWith('/mnt/') || !existsSync(file)) continue;
      const launcher = realpathSync(file);
      const program = path.join(path.dirname(launcher), '..', path.basename(launcher));
      if (path.basename(path.dirname(launcher)) === 'bin' && existsSync(program)) return program;
      const snap = `/snap/${command}/current/usr/share/${command}/${command}`;
      return existsSync(snap) ? snap : launcher;
    }
  }
  return undefined;
}
