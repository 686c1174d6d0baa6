import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { Logger } from '../base/logger';
import { NotOurs, mustBeOurs, readOurs } from '../base/ours';
import { replaceFile } from './replaceFile';

const SUFFIX = '.json';

export interface RecordFolderOptions<T> {
  readonly folder: string;
  readonly schema: v.GenericSchema<unknown, T>;
  /** What tells a record from all others. */
  readonly idOf: (record: T) => string;
  /** More are not kept: the oldest go first. */
  readonly max: number;
  readonly logger: Logger;
  /** Called with the id of each that goes. */
  readonly removed?: (id: string) => void;
}

/**
 * Small things that all windows of this installation remember. Each has a file of its own, so that windows that write at
 * the same time take nothing from each other. Where that does not work, nothing is remembered; nor is believed what other
 * accounts can have written.
 */
export class RecordFolder<T extends { readonly at: number }> {
  constructor(private readonly options: RecordFolderOptions<T>) {}

  /** The latest is first. */
  list(): readonly T[] {
    return this.names()
      .flatMap((name) => this.read(path.join(this.options.folder, name)) ?? [])
      .sort((a, b) => b.at - a.at);
  }

  get(id: string): T | undefined {
    return this.isOurs() ? this.read(this.file(id)) : undefined;
  }

  put(record: T): void {
    const { idOf, max } = this.options;
    this.quietly(() => {
      mustBeOurs(this.options.folder);
      replaceFile(this.file(idOf(record)), JSON.stringify(record));
      for (const old of this.list().slice(max)) this.delete(idOf(old));
    });
  }

  delete(id: string): void {
    this.quietly(() => rmSync(this.file(id), { force: true }));
    this.options.removed?.(id);
  }

  private names(): readonly string[] {
    if (!this.isOurs()) return [];
    try {
      return readdirSync(this.options.folder).filter((name) => name.endsWith(SUFFIX));
    } catch {
      return []; // there were none yet
    }
  }

  private isOurs(): boolean {
    try {
      mustBeOurs(this.options.folder);
      return true;
    } catch (error) {
      this.warn(error);
      return false;
    }
  }

  private quietly(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.warn(error);
    }
  }

  private warn(error: unknown): void {
    this.options.logger.warn(`${path.basename(this.options.folder)}: ${String(error)}`);
  }

  private file(id: string): string {
    const name = createHash('sha256').update(id).digest('hex').slice(0, 32);
    return path.join(this.options.folder, name + SUFFIX);
  }

  private read(file: string): T | undefined {
    try {
      const parsed = v.safeParse(this.options.schema, JSON.parse(readOurs(file)));
      return parsed.success ? parsed.output : undefined;
    } catch (error) {
      if (error instanceof NotOurs) this.warn(error);
      return undefined; // forgotten just now, or of another version
    }
  }
}
