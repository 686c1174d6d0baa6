import { Emitter } from '../../../src/base/emitter';
import { silentLogger } from '../../../src/base/logger';
import { RoomKeys } from '../../../src/editor/storage/roomKeys';

/** A secret storage that keeps what it is told for as long as it lives. */
export class MemorySecrets {
  readonly kept = new Map<string, string>();
  private readonly changed = new Emitter<{ readonly key: string }>();
  readonly onDidChange = this.changed.event;

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.kept.get(key));
  }

  store(key: string, value: string): Promise<void> {
    this.kept.set(key, value);
    this.changed.fire({ key });
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.kept.delete(key);
    this.changed.fire({ key });
    return Promise.resolve();
  }
}

export const memoryKeys = (secrets = new MemorySecrets()): RoomKeys => new RoomKeys(secrets, silentLogger);
