// Telling a server of ours from an original one, by whether it greets who is silent (P-9.1).
import type { Clock } from '../../base/clock';
import { type Address } from '../../protocol/address';
import { MAX_NAME_BYTES } from '../../protocol/limits';
import { SERVER_NAME } from '../../protocol/names';
import { afterReading } from './afterReading';
import {
  ConnectionFailure,
  connectionError,
  rejectedBySentence,
  socketError,
} from '../types/connectionFailure';
import type { ServerKind } from '../types/clientTypes';
import { isSeedNotice } from './seedFrames';
import type { Wire } from './wire';

const TILDE_SERVER = `${SERVER_NAME}~Tilde/`;
const SERVER_SENTENCE = `${SERVER_NAME}~`;

/** Most bytes that are waited for before what a server says is judged. */
const MAX_FIRST_WORDS = 16_384;

/** What a server's first bytes say about it; `undefined`: nothing yet. */
export type FirstWords =
  | { readonly kind: ServerKind }
  | { readonly kind: 'rejected'; readonly sentence: string }
  | { readonly kind: 'not-chat' }
  | undefined;

/**
 * Judges what a server said to somebody who said nothing.
 * @param whole nothing more will come: it is over, or the time is up
 */
export function judgeFirstWords(text: string, whole: boolean): FirstWords {
  if (text.startsWith(TILDE_SERVER)) return { kind: 'native' };
  if (!whole && TILDE_SERVER.startsWith(text)) return undefined;
  const tilde = text.indexOf('~');
  // original servers also tell those who have no name yet what is going on
  if (tilde > 0 && !text.startsWith(SERVER_SENTENCE)) return { kind: 'seed' };
  if (tilde < 0) {
    const hopeless = text.includes('\n') || text.length > MAX_NAME_BYTES;
    return whole || hopeless ? { kind: 'not-chat' } : undefined;
  }
  const [sentence = ''] = text.slice(tilde + 1).split(/\r?\n/);
  if (isSeedNotice(sentence)) return { kind: 'seed' };
  return whole || text.includes('\n') ? { kind: 'rejected', sentence } : undefined;
}

/** The shortest time a server is given to greet, in milliseconds. */
export const greetingWaitMs = (greetingMs: number, connectMs: number): number =>
  Math.max(greetingMs, 250 + 3 * connectMs);

/**
 * Waits for the greeting. What has been read so far is for the next reader.
 * @throws ClientFailure when the server says no, closes, or is something else
 */
export async function waitForGreeting(
  wire: Wire,
  address: Address,
  greetingMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<{ readonly kind: ServerKind; readonly leftover: Buffer }> {
  let leftover = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    const finish = () => {
      timer.dispose();
      signal.removeEventListener('abort', onAbort);
      wire.pause();
    };
    const giveUp = (failure: unknown) => {
      finish();
      wire.abandon();
      reject(failure instanceof Error ? failure : new Error(String(failure)));
    };
    const onAbort = () => giveUp(signal.reason);
    const judge = (whole: boolean) => {
      const words = leftover.length > 0 ? judgeFirstWords(leftover.toString('utf8'), whole) : undefined;
      switch (words?.kind) {
        case undefined:
          return;
        case 'rejected': {
          giveUp(new ConnectionFailure(rejectedBySentence(words.sentence, address)));
          return;
        }
        case 'not-chat': {
          giveUp(new ConnectionFailure(connectionError('not-chat', address)));
          return;
        }
        case 'native':
        case 'seed':
          finish();
          resolve({ kind: words.kind, leftover });
      }
    };
    const timer = afterReading(clock, greetingWaitMs(greetingMs, wire.connectMs), () => {
      if (leftover.length > 0) {
        judge(true);
        return;
      }
      finish();
      resolve({ kind: 'seed', leftover });
    });
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) {
      onAbort();
      return;
    }
    wire.read({
      data(chunk) {
        leftover = Buffer.concat([leftover, chunk]);
        judge(leftover.length > MAX_FIRST_WORDS);
      },
      ended(cause) {
        if (leftover.length > 0) {
          judge(true);
          return;
        }
        giveUp(new ConnectionFailure(cause ? socketError(cause, address) : connectionError('lost', address)));
      },
    });
  });
}
