// Where the benchmark's things are.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CACHE, ROOT } from '../../scripts/paths.mjs';

export const WIRE = fileURLToPath(new URL('.', import.meta.url));
export const RESULTS = path.join(ROOT, 'bench', 'results');
export const PICTURES = path.join(ROOT, 'docs', 'pictures');

/** Built and fetched things; all of it can be deleted. */
const BENCH_CACHE = path.join(CACHE, 'bench');
export const BIN = path.join(BENCH_CACHE, 'bin');
export const GENERATOR = path.join(BIN, 'generator');
export const REFERENCE = path.join(BIN, 'reference');
export const DIST = path.join(BENCH_CACHE, 'dist');
export const OUR_SERVER = path.join(DIST, 'server.js');
export const HISTORY_WRITER = path.join(BIN, 'writeHistory.mjs');
/** Debian's packages, each unpacked into a folder of its own. */
export const PEERS = path.join(BENCH_CACHE, 'peers');
export const WS = path.join(BENCH_CACHE, 'ws');
/** Where the results of a run are that is not kept. */
export const LAST_RESULTS = path.join(BENCH_CACHE, 'last.json');
/** This process's: a folder for each server that runs, gone when it has ended. */
export const RUN = path.join(BENCH_CACHE, 'run', String(process.pid));
