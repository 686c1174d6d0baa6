// Tells a server of ours from an original one: ours greets a client that is silent (P-9.1).
import type { Clock } from '../../base/clock';
import { type Address } from '../../protocol/invitations/address';
import { MAX_NAME_BYTES } from '../../protocol/wire/limits';
import { SERVER_NAME } from '../../protocol/names/names';
import { connectionError, rejectedBySentence, socketError } from '../types/connectionFailure';
import type { ServerKind } from '../types/clientTypes';
import { converse } from './dialogue';
import { isSeedNotice } from './seedFrames';
import type { Wire } from './wire';

const TILDE_SERVER = `${SERVER_NAME}~Tilde/`;
const SERVER_SENTENCE = `${SERVER_NAME}~`;

/** With more bytes than this, a server is judged without waiting for more. */
const MAX_FIRST_WORDS = 16_384;

/** What a server's first bytes say about it; undefined: nothing yet. */
export type FirstWords =
  | { readonly kind: ServerKind }
  | { readonly kind: 'rejected'; readonly sentence: string }
  | { readonly kind: 'not-chat' }
  | undefined;

/**
 * Judges what a server said to a silent client.
 * @param whole whether nothing more will come, because the connection or the time is over
 */
export function judgeFirstWords(text: string, whole: boolean): FirstWords {
  if (text.startsWith(TILDE_SERVER)) return { kind: 'native' };
  if (!whole && TILDE_SERVER.startsWith(text)) return undefined;
  const tilde = text.indexOf('~');
  // original servers also tell clients without a name what is going on
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
 * Waits for the greeting. Bytes read so far are left for the next reader.
 * @throws ConnectionFailure when the server says no, closes, or is something else
 */
export function waitForGreeting(
  wire: Wire,
  address: Address,
  greetingMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<{ readonly kind: ServerKind; readonly leftover: Buffer }> {
  const timeoutMs = greetingWaitMs(greetingMs, wire.connectMs);
  return converse(wire, { clock, timeoutMs }, signal, (verdict) => {
    let leftover = Buffer.alloc(0);
    const judge = (whole: boolean) => {
      const words = leftover.length > 0 ? judgeFirstWords(leftover.toString('utf8'), whole) : undefined;
      switch (words?.kind) {
        case undefined:
          return;
        case 'rejected':
          verdict.refuse(rejectedBySentence(words.sentence, address));
          return;
        case 'not-chat':
          verdict.refuse(connectionError('not-chat', address));
          return;
        case 'native':
        case 'seed':
          verdict.accept({ kind: words.kind, leftover });
      }
    };
    return {
      data(chunk) {
        leftover = Buffer.concat([leftover, chunk]);
        judge(leftover.length > MAX_FIRST_WORDS);
      },
      ended(cause) {
        if (leftover.length > 0) judge(true);
        else verdict.refuse(cause ? socketError(cause, address) : connectionError('lost', address));
      },
      timeout() {
        if (leftover.length > 0) judge(true);
        else verdict.accept({ kind: 'seed', leftover });
      },
    };
  });
}
