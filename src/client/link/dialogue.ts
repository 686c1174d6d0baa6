import { asError } from '../../base/asError';
import type { Clock } from '../../base/clock';
import type { ConnectionError } from '../types/clientTypes';
import { ConnectionFailure } from '../types/connectionFailure';
import { afterReading } from './afterReading';
import type { Wire, WireReader } from './wire';

/** How a dialogue ends. After either, its reader hears nothing more. */
export interface Verdict<T> {
  /** The connection is paused for its next reader. */
  accept(value: T): void;
  /** The connection is dropped. */
  refuse(error: ConnectionError): void;
}

/** What the server says, or that it has not said enough in time. */
export interface DialogueReader extends WireReader {
  timeout(): void;
}

/**
 * Talks to a server before there is a link, until the reader that `begin` makes comes to a verdict.
 * @param timeoutMs after this `timeout` is called, which must come to a verdict
 * @param leftover bytes that were already read
 * @throws ConnectionFailure when the server is refused; the reason of `signal` when that is aborted
 */
export function converse<T>(
  wire: Wire,
  {
    clock,
    timeoutMs,
    leftover,
  }: { readonly clock: Clock; readonly timeoutMs: number; readonly leftover?: Buffer },
  signal: AbortSignal,
  begin: (verdict: Verdict<T>) => DialogueReader,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      timer.dispose();
      signal.removeEventListener('abort', onAbort);
      wire.pause();
    };
    const giveUp = (failure: unknown) => {
      finish();
      wire.abandon();
      reject(asError(failure));
    };
    const onAbort = () => giveUp(signal.reason);
    const timer = afterReading(clock, timeoutMs, () => reader.timeout());
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) {
      onAbort();
      return;
    }
    const reader = begin({
      accept(value) {
        finish();
        resolve(value);
      },
      refuse: (error) => giveUp(new ConnectionFailure(error)),
    });
    wire.read(reader, leftover);
  });
}
