import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

let folder: string | undefined;
let count = 0;

after(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** A path where no file is yet, in a folder that is removed after the tests. */
export function freshPath(): string {
  folder ??= mkdtempSync(path.join(tmpdir(), 'tilde-history-'));
  return path.join(folder, `history ${++count}.jsonl`);
}

export const sizeOf = (file: string): number => statSync(file).size;

export const contentOf = (file: string): string => readFileSync(file, 'utf8');

/** The events in a history file, as they are written there. */
export function eventsIn(file: string): Record<string, unknown>[] {
  const [, ...lines] = contentOf(file).trimEnd().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ verb }) => verb !== 'mark');
}

const HEAD = { format: 'tilde-history', v: 1, room: 'r', secret: Buffer.alloc(32, 7).toString('base64url') };

/** Writes a history of `messages`, each said at its time. @returns the path of the file */
export function historyOf(messages: readonly { readonly text: string; readonly at: number }[]): string {
  const file = freshPath();
  const events = messages.map(({ text, at }, i) => {
    return { verb: 'say', from: 'ann', at, by: 'mid-of-ann', id: `id ${i}`, text, seq: i + 1 };
  });
  writeFileSync(file, [HEAD, ...events].map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
}
