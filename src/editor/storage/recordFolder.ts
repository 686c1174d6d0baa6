import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { attempt } from '../../base/attempt';
import type { Logger } from '../../base/logger';
import { NotOurs, mustBeOurs, readOurs } from '../../base/ours';
import { replaceFile } from './replaceFile';

const SUFFIX = '.json';

export interface RecordFolderOptions<T> {
  readonly folder: string;
  readonly schema: v.GenericSchema<unknown, T>;
  /** Tells a record from all others. */
  readonly idOf: (record: T) => string;
  /** How many records are kept; the oldest go first. */
  readonly max: number;
  readonly logger: Logger;
  /** Called with each record that goes. */
  readonly removed?: (record: T) => void;
}

/** A record as it is in its file. */
interface Stored<T> {
  readonly record: T;
  /** Higher than in all records that were put before, whatever the clock said; 0 in files of earlier versions. */
  readonly order: number;
}

/** No folder ever has so many; beyond, one more would no longer be more. */
const MAX_ORDER = 2 ** 52;
const Order = v.object({ order: v.pipe(v.number(), v.integer(), v.maxValue(MAX_ORDER)) });

/**
 * Small records that all windows of this installation share. Each record is a file of its own, so that windows that write
 * at the same time do not overwrite each other's. Where the folder cannot be used, nothing is remembered. What other
 * accounts can have written is not read.
 */
export class RecordFolder<T extends { readonly at: number }> {
  constructor(private readonly options: RecordFolderOptions<T>) {}

  /** All records; what was put last comes first. */
  list(): readonly T[] {
    return this.stored().map(({ record }) => record);
  }

  get(id: string): T | undefined {
    return this.isOurs() ? this.read(this.file(id))?.record : undefined;
  }

  put(record: T): void {
    const { idOf, max } = this.options;
    attempt(() => {
      mustBeOurs(this.options.folder);
      const order = (this.stored()[0]?.order ?? 0) + 1;
      replaceFile(this.file(idOf(record)), JSON.stringify({ ...record, order }));
      for (const old of this.list().slice(max)) this.delete(old);
    }, this.warn);
  }

  delete(record: T): void {
    attempt(() => rmSync(this.file(this.options.idOf(record)), { force: true }), this.warn);
    this.options.removed?.(record);
  }

  private stored(): readonly Stored<T>[] {
    return this.names()
      .flatMap((name) => this.read(path.join(this.options.folder, name)) ?? [])
      .sort((a, b) => b.order - a.order || b.record.at - a.record.at);
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
    const check = (): boolean => {
      mustBeOurs(this.options.folder);
      return true;
    };
    return attempt(check, this.warn) ?? false;
  }

  private readonly warn = (error: unknown): void => {
    this.options.logger.warn(`${path.basename(this.options.folder)}: ${String(error)}`);
  };

  private file(id: string): string {
    const name = createHash('sha256').update(id).digest('hex').slice(0, 32);
    return path.join(this.options.folder, name + SUFFIX);
  }

  private read(file: string): Stored<T> | undefined {
    try {
      const json: unknown = JSON.parse(readOurs(file));
      const parsed = v.safeParse(this.options.schema, json);
      const order = v.is(Order, json) ? json.order : 0;
      return parsed.success ? { record: parsed.output, order } : undefined;
    } catch (error) {
      if (error instanceof NotOurs) this.warn(error);
      return undefined; // deleted just now, or of another version
    }
  }
}
