import { readFileSync, readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Disposable } from '../../../src/base/disposable';
import { systemClock } from '../../../src/base/systemClock';

const EVERY_MS = 1000;

/** Looks at a process once a second: its memory and its open files and sockets, from `/proc`. */
export class Gauge implements Disposable {
  private readonly rssKib: number[] = [];
  private readonly handles: number[] = [];
  private timer: Disposable | undefined;

  constructor(private readonly pid: number) {
    this.look();
  }

  /** Open files and sockets, now. */
  get openHandles(): number {
    return readdirSync(`/proc/${this.pid}/fd`).length;
  }

  get mostHandles(): number {
    return Math.max(...this.handles);
  }

  /**
   * The least memory in each of `parts` equal parts of the time, in MiB: what is left when garbage has been collected,
   * so that their trend is what stays.
   */
  leastMib(parts: number): number[] {
    return Array.from({ length: parts }, (_, i) => {
      const from = Math.floor((this.rssKib.length * i) / parts);
      const to = Math.floor((this.rssKib.length * (i + 1)) / parts);
      return Math.round(Math.min(...this.rssKib.slice(from, to)) / 102.4) / 10;
    });
  }

  dispose(): void {
    this.timer?.dispose();
  }

  private look(): void {
    const [, rss = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8')) ?? [];
    this.rssKib.push(Number(rss));
    this.handles.push(this.openHandles);
    this.timer = systemClock.after(EVERY_MS, () => this.look());
  }
}

/** What this process's heap holds when all garbage is collected, in MiB. */
export function liveHeapMib(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}
