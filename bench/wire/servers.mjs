// The servers that are measured: what each is started with, and which of the generator's dialects it speaks.
import path from 'node:path';
import { OUR_SERVER, PEERS, REFERENCE, WIRE, WS } from './paths.mjs';

/**
 * What a server is started with: a free port, a folder of its own, and the length of the texts.
 * @typedef {{ port: number, folder: string, bytes: number }} Place
 *
 * `package`: Debian's, that it comes from. `config`: a file of `peers/`, filled in. `joinsAtOnce`: more it refuses.
 * @typedef {{ dialect: string, label: string, command: (place: Place) => string[], package?: string,
 *   config?: string, joinsAtOnce?: number, env?: Record<string, string> }} Server
 */

/** Our server, or another build of it. */
const tilde = (/** @type {Place} */ { port }, bundle = OUR_SERVER) => [
  process.execPath,
  bundle,
  ...['--port', String(port), '--rate', '0', '--per-address', '0', '--max-members', '5000'],
];

/** More than any run here stores: nothing is compacted while it is measured. */
const HISTORY_FILE_BYTES = 2 ** 30;

/** Our server with a history. */
const tildeStored = (/** @type {Place} */ place, bundle = OUR_SERVER) => [
  ...tilde(place, bundle),
  ...['--history', historyFile(place.folder), '--history-file-bytes', String(HISTORY_FILE_BYTES)],
];

/** The history file in a server's folder. */
export const historyFile = (/** @type {string} */ folder) => path.join(folder, 'history');

const configFile = (/** @type {Place} */ { folder }) => path.join(folder, 'config');

/** @type {Record<string, Server>} */
export const SERVERS = {
  c: { dialect: 'line', label: 'C, epoll', command: ({ port }) => [REFERENCE, String(port)] },
  node: {
    dialect: 'line',
    label: 'Node, only writes',
    command: ({ port }) => [process.execPath, path.join(WIRE, 'reference.cjs'), String(port)],
  },
  tilde: { dialect: 'line', label: 'Tilde', command: (place) => tilde(place) },
  'tilde-native': {
    dialect: 'native',
    label: 'Tilde, native, stored',
    command: (place) => tildeStored(place),
  },
  nats: {
    dialect: 'nats',
    label: 'NATS',
    package: 'nats-server',
    config: 'nats.conf',
    command: (place) => [path.join(PEERS, 'nats-server', 'usr/sbin/nats-server'), '-c', configFile(place)],
  },
  redis: {
    dialect: 'redis',
    label: 'Redis',
    package: 'redis-server',
    config: 'redis.conf',
    command: (place) => [path.join(PEERS, 'redis-server', 'usr/bin/redis-server'), configFile(place)],
  },
  ngircd: {
    dialect: 'irc',
    label: 'ngIRCd',
    package: 'ngircd',
    config: 'ngircd.conf',
    joinsAtOnce: 8,
    command: (place) => [path.join(PEERS, 'ngircd', 'usr/sbin/ngircd'), '-n', '-f', configFile(place)],
  },
  inspircd: {
    dialect: 'irc',
    label: 'InspIRCd',
    package: 'inspircd',
    config: 'inspircd.conf',
    command: (place) => [
      path.join(PEERS, 'inspircd', 'usr/sbin/inspircd'),
      ...['--nofork', '--runasroot', '--nolog', '--config', configFile(place)],
    ],
  },
  mosquitto: {
    dialect: 'mqtt',
    label: 'Mosquitto',
    package: 'mosquitto',
    config: 'mosquitto.conf',
    command: (place) => [path.join(PEERS, 'mosquitto', 'usr/sbin/mosquitto'), '-c', configFile(place)],
  },
  ws: {
    dialect: 'ws',
    label: 'ws',
    env: { NODE_PATH: path.join(WS, 'node_modules') },
    command: ({ port }) => [process.execPath, path.join(WIRE, 'peers', 'ws.cjs'), String(port)],
  },
};

const BASELINE = '-baseline';

/** The baseline of one of our servers, by name. */
export const baselineOf = (/** @type {string} */ server) => server + BASELINE;

/**
 * Measures another build of our server beside this one, wherever this one is measured.
 * @param {string} bundle its `dist/server.js`, built with `--production`
 */
export function addBaseline(bundle) {
  const { tilde: line, 'tilde-native': native } = SERVERS;
  if (!line || !native) throw new Error('Our own servers are missing.');
  SERVERS[baselineOf('tilde')] = {
    ...line,
    label: 'Tilde, baseline',
    command: (place) => tilde(place, bundle),
  };
  SERVERS[baselineOf('tilde-native')] = {
    ...native,
    label: 'Tilde, native, stored, baseline',
    command: (place) => tildeStored(place, bundle),
  };
}

/** What a server's configuration says of the longest line: IRC's usual one, where a text fits into it. */
export const lineBytes = (/** @type {number} */ bytes) => (bytes < 400 ? 512 : 4096);

/** @param {string} name @returns {Server} */
export function serverNamed(name) {
  const server = SERVERS[name];
  if (!server) throw new Error(`There is no server "${name}"; there are ${Object.keys(SERVERS).join(', ')}.`);
  return server;
}
