import { hostname } from 'node:os';
import { parseArgs } from 'node:util';
import { asError } from '../base/asError';
import { type Result, fail, ok } from '../base/result';
import { DEFAULT_HOST, DEFAULT_PORT } from '../protocol/invitations/address';
import { LIMITS, type LimitName, type LimitSpec } from '../protocol/wire/limits';
import { parseRoomName } from '../protocol/names/names';
import { isLoopback } from './admission/addresses';
import { DEFAULT_SERVER_OPTIONS, type ServerOptions } from './serverOptions';

/** Who may come in: everybody; whoever has the key, which is read from a file or made; or as the host says. */
export type AccessOptions =
  | { readonly kind: 'open' }
  | { readonly kind: 'private'; readonly keyFile: string | undefined; readonly make: boolean }
  | { readonly kind: 'from-host'; readonly mayBeOpen: boolean; readonly refusal: string };

export type CliCommand =
  | { readonly kind: 'serve'; readonly options: ServerOptions; readonly access: AccessOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' };

/** Longest time a timer can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const limits = Object.entries(LIMITS) as [LimitName, LimitSpec][];

const FLAGS = {
  host: { type: 'string' },
  port: { type: 'string' },
  room: { type: 'string' },
  history: { type: 'string' },
  private: { type: 'boolean' },
  'key-file': { type: 'string' },
  open: { type: 'boolean' },
  gated: { type: 'boolean' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
  ...Object.fromEntries(limits.map(([, { flag }]) => [flag, { type: 'string' }] as const)),
} as const;

type Flags = Readonly<Record<string, string | boolean | undefined>>;

/** Reads the command line. @returns the command; or a sentence that names a flag and says what it takes */
export function parseCli(argv: readonly string[]): Result<CliCommand, string> {
  const values = readFlags(argv);
  if (!values.ok) return values;
  const flags = values.value;
  if (flags['help']) return ok({ kind: 'help' });
  if (flags['version']) return ok({ kind: 'version' });

  const host = text(flags['host']) ?? DEFAULT_HOST;
  const access = accessOf(flags, host);
  if (!access.ok) return access;
  const port = number(text(flags['port']), DEFAULT_PORT, (n) => Number.isInteger(n) && n >= 0 && n <= 65535);
  if (!port.ok)
    return fail(`--port takes a whole number from 0 (any free port) to 65535, not "${port.error}".`);
  const room = parseRoomName(text(flags['room']) ?? defaultRoomName());
  if (!room.ok) return fail(`--room: ${room.error.message}`);

  const history = text(flags['history']);
  if (history === '') return fail('--history takes the path of a file.');

  const chosen = limitsOf(flags);
  if (!chosen.ok) return chosen;
  return ok({
    kind: 'serve',
    access: access.value,
    options: {
      ...DEFAULT_SERVER_OPTIONS,
      ...chosen.value,
      host,
      port: port.value,
      room: room.value,
      history,
    },
  });
}

function limitsOf(flags: Flags): Result<Partial<Record<LimitName, number>>, string> {
  const chosen: Partial<Record<LimitName, number>> = {};
  for (const [name, spec] of limits) {
    const { max = spec.flag.endsWith('-ms') ? MAX_TIMER_MS : Number.MAX_SAFE_INTEGER } = spec;
    const whole = Number.isInteger(spec.min);
    const value = number(text(flags[spec.flag]), spec.default, (n) => {
      return (n === 0 && spec.zeroIsOff) || (n >= spec.min && n <= max && (!whole || Number.isInteger(n)));
    });
    if (!value.ok) {
      const hasMost = max !== Number.MAX_SAFE_INTEGER || Number(value.error) > max;
      const most = hasMost ? ` and at most ${max}` : '';
      const off = spec.zeroIsOff ? ', or 0 to switch it off' : '';
      return fail(
        `--${spec.flag} takes a ${whole ? 'whole ' : ''}number of at least ${spec.min}${most}${off}, not "${value.error}".`,
      );
    }
    chosen[name] = value.value;
  }
  return ok(chosen);
}

function accessOf(flags: Flags, host: string): Result<AccessOptions, string> {
  const keyFile = text(flags['key-file']);
  const [make, isOpen] = [flags['private'] === true, flags['open'] === true];
  const isPrivate = make || keyFile !== undefined;
  if (keyFile === '') return fail('--key-file takes the path of a file.');
  if (isPrivate && isOpen)
    return fail('--open lets people in without a key: leave it out for a private room.');
  if (isPrivate && flags['gated'] === true)
    return fail('--gated takes the key from the program that starts the server: give it no other.');
  const mayBeOpen = isOpen || isLoopback(host) || host === 'localhost';
  const refusal =
    `--host ${host} lets everybody on the network read and write here: add --private to let in only who has a key, ` +
    `or --open if that is meant, or leave --host out to stay on this computer.`;
  if (flags['gated'] === true) return ok({ kind: 'from-host', mayBeOpen, refusal });
  if (isPrivate) return ok({ kind: 'private', keyFile, make });
  return mayBeOpen ? ok({ kind: 'open' }) : fail(refusal);
}

export function helpText(): string {
  const row = (flag: string, help: string) => `  ${flag.padEnd(28)} ${help}`;
  return [
    'tilde-chat-server: the chat server of Tilde, team chat on your own network.',
    '',
    'Usage: tilde-chat-server [options]',
    '',
    row(
      '--host ADDRESS',
      `address to listen on (${DEFAULT_HOST}); any other than this computer needs --private or --open`,
    ),
    row('--port PORT', `port to listen on (${DEFAULT_PORT}); 0 = any free one`),
    row('--room NAME', `the room's name (this computer's: ${defaultRoomName()})`),
    row('--history FILE', 'keep what is said in this file; without it, in memory only'),
    row('--private', 'let in only who has the key; one is made and shown'),
    row('--key-file FILE', 'take the key from this file; with --private, keep a new one there'),
    row('--open', 'let everybody who can reach the address join, without a key'),
    row('--gated', 'take the key, and who may not come in, from the program that starts this one'),
    row('--help', 'show this'),
    row('--version', 'show the version'),
    '',
    'Limits (default; bounds and 0 = off where they apply):',
    ...limits.map(([, spec]) => row(`--${spec.flag} N`, `${spec.help} (${valuesOf(spec).join('; ')})`)),
  ].join('\n');
}

function valuesOf({ default: value, min, max, zeroIsOff }: LimitSpec): string[] {
  const said = [String(value)];
  if (max !== undefined) said.push(`${min} to ${max}`);
  else if (min !== 1) said.push(`${min} or more`);
  if (zeroIsOff) said.push('0 = off');
  return said;
}

function readFlags(argv: readonly string[]): Result<Flags, string> {
  try {
    return ok(parseArgs({ args: [...argv], options: FLAGS, strict: true }).values);
  } catch (error) {
    const why = asError(error).message;
    const [, flag] = /^Option '(?:-\w, )?(--[\w-]+).*argument/.exec(why) ?? [];
    const problem = flag
      ? `${flag} needs a value that does not begin with a dash`
      : (why.split(/\.\s|\n/)[0] ?? why);
    return fail(`${problem}; --help lists the options.`);
  }
}

const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined);

function number(
  given: string | undefined,
  fallback: number,
  isGood: (value: number) => boolean,
): Result<number, string> {
  if (given === undefined) return ok(fallback);
  const value = /^\d+(\.\d+)?$/.test(given) ? Number(given) : NaN;
  return isGood(value) ? ok(value) : fail(given);
}

/** This computer's name, where it can be one for a room. */
function defaultRoomName(): string {
  const name = parseRoomName(hostname().split('.')[0] ?? '');
  return name.ok ? name.value : 'room';
}
