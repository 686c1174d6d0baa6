import type { Disposable } from '../base/disposable';
import { Emitter } from '../base/emitter';
import type { Entry } from '../client/transcript';

/** The firing side of what a session tells; `ChatSession` says what each means. */
export class SessionEvents implements Disposable {
  readonly change = new Emitter<void>();
  readonly changeRoom = new Emitter<void>();
  readonly changeEntries = new Emitter<readonly Entry[]>();
  readonly changeTyping = new Emitter<readonly string[]>();
  readonly changeUnsent = new Emitter<void>();
  readonly read = new Emitter<number>();
  readonly loseServer = new Emitter<string>();
  readonly restartServer = new Emitter<string>();
  readonly loseKey = new Emitter<string>();
  readonly loseHistory = new Emitter<string>();

  dispose(): void {
    for (const emitter of Object.values(this) as Disposable[]) emitter.dispose();
  }
}
