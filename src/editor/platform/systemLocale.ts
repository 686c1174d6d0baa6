import { execFile } from 'node:child_process';
import path from 'node:path';

/** A system that does not say by then has no say. */
const TIMEOUT_MS = 2000;

/** What a system says about the region and the clock that the person has chosen in its settings. */
interface Source {
  /** The program that prints it, and its arguments; undefined: it is in the environment. */
  readonly program?: readonly [file: string, ...args: string[]];
  /** @returns a BCP 47 tag, which may name the clock; undefined: it says nothing */
  read(printed: string, env: NodeJS.ProcessEnv): string | undefined;
}

const WINDOWS: Source = {
  program: [
    path.win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe'),
    ...['query', 'HKCU\\Control Panel\\International'],
  ],
  read(printed) {
    const value = (name: string): string | undefined =>
      new RegExp(`^\\s*${name}\\s+REG_SZ\\s+(.*?)\\s*$`, 'mu').exec(printed)?.[1];
    const form = value('sShortTime')?.replace(/'[^']*'/gu, '') ?? '';
    return withClock(
      value('LocaleName'),
      form.includes('H') ? 'h23' : form.includes('h') ? 'h12' : undefined,
    );
  },
};

const MAC: Source = {
  program: ['/usr/bin/defaults', 'read', '-g'],
  read(printed) {
    const value = (name: string): string | undefined =>
      new RegExp(`^    ${name} = "?(.*?)"?;$`, 'mu').exec(printed)?.[1];
    const [id = '', more = ''] = (value('AppleLocale') ?? '').split('@');
    const language = id.replaceAll('_', '-');
    // en_US@rg=dezzzz: American English, as in Germany
    const region = /\brg=([a-z]{2})zzzz/u.exec(more)?.[1];
    const tag = region === undefined ? language : `${language.split('-')[0] ?? ''}-${region.toUpperCase()}`;
    const is = (name: string): boolean => value(name) === '1';
    const clock = is('AppleICUForce24HourTime') ? 'h23' : is('AppleICUForce12HourTime') ? 'h12' : undefined;
    return withClock(tag, clock);
  },
};

const OTHERS: Source = {
  read(_printed, env) {
    // the first that is not empty
    const locale = [env['LC_ALL'], env['LC_TIME'], env['LANG']].find(Boolean) ?? '';
    return withClock(locale.replace(/[.@].*$/u, '').replaceAll('_', '-'), undefined);
  },
};

const SOURCES: Partial<Record<NodeJS.Platform, Source>> = { win32: WINDOWS, darwin: MAC };

/**
 * The region and the clock of the system, as a BCP 47 tag such as `de-DE-u-hc-h23`; undefined: it is not known. VS Code
 * tells its extensions and its pages of none but its own language.
 */
export async function readSystemLocale(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  run: (file: string, args: readonly string[]) => Promise<string> = outputOf,
): Promise<string | undefined> {
  const source = SOURCES[platform] ?? OTHERS;
  const [file, ...args] = source.program ?? [];
  return source.read(file === undefined ? '' : await run(file, args), env);
}

/** What a program prints; nothing where it cannot be run. */
const outputOf = (file: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(file, args, { timeout: TIMEOUT_MS, windowsHide: true }, (error, stdout) =>
      resolve(error ? '' : stdout),
    );
  });

function withClock(tag: string | undefined, hourCycle: 'h12' | 'h23' | undefined): string | undefined {
  try {
    const locale = new Intl.Locale(tag ?? '', hourCycle === undefined ? {} : { hourCycle });
    // the locale C of a system without any, and others that are known to nobody
    return Intl.DateTimeFormat.supportedLocalesOf(locale.language).length > 0 ? locale.toString() : undefined;
  } catch {
    return undefined;
  }
}
