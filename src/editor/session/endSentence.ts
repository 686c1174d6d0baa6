import * as vscode from 'vscode';
import { formatAddress } from '../../protocol/invitations/address';
import { connectionCause } from '../wording/connectionCause';
import { connectionWords, type Words } from '../wording/connectionWords';
import { addressSentence, portSentence } from '../wording/sentences';
import { serverSentence } from '../wording/serverSentence';
import type { EndReason, RoomTrouble } from './endReason';

const { t } = vscode.l10n;

/** Why a room session ended, and what to do. */
export const endSentence = (reason: EndReason): string => endWords(reason).sentence;

/** The same, with a title. @param isHosted the room was this window's own */
export function endWords(reason: EndReason, isHosted = false): Words {
  switch (reason.kind) {
    case 'left':
      return isHosted
        ? { title: t('You closed the room'), sentence: t('What was said stays here for you to read.') }
        : { title: t('You left the room'), sentence: t('What was said stays here for you to read.') };
    case 'connection':
      return outcomeWords(reason);
    case 'server-gone':
      return {
        title: t('Your room stopped'),
        sentence: t(
          'The server of your room stopped unexpectedly and could not be started again. Reopen the room; the log says more.',
        ),
      };
    case 'port-taken':
      return {
        title: t('Port {0} is taken', reason.problem.port),
        sentence: portSentence(reason.problem),
      };
    case 'server-failed':
      return {
        title: t('Room not opened'),
        sentence: t('The room could not be opened. {0}', serverSentence(reason.error)),
      };
    case 'no-key':
      return {
        title: t('Key missing'),
        sentence: t('The key of your room is no longer stored. Host the room again to make a new one.'),
      };
    case 'bad-address':
      return { title: t('Not an address'), sentence: badAddressSentence(reason) };
  }
}

function badAddressSentence({ problem, meant }: EndReason & { readonly kind: 'bad-address' }): string {
  const sentence = addressSentence(problem);
  return meant ? t('{0} Did you mean {1}?', sentence, formatAddress(meant)) : sentence;
}

/** Why there is no connection, where nobody tries again by itself: the person has to. */
function outcomeWords(reason: EndReason & { readonly kind: 'connection' }): Words {
  const { error, address, isKeyKept, host } = reason;
  const cause = connectionCause(error, isKeyKept);
  const words = connectionWords(cause, address, error.wire?.message);
  if (cause === 'removed' && host !== undefined)
    return {
      ...words,
      sentence: t('{0} removed you from the room. Ask them to let you back in, then join again.', host),
    };
  return error.kind === 'lost'
    ? { ...words, sentence: t('The connection to {0} broke. Try again.', address) }
    : words;
}

/** What went wrong in a room, and what to do. */
export function troubleSentence(trouble: RoomTrouble): string {
  switch (trouble.kind) {
    case 'server-gone':
      return endSentence(trouble);
    case 'key-refused':
      return endSentence(trouble.reason);
    case 'server-restarted':
      return t(
        'The server of your room stopped unexpectedly and was started again. Everybody comes back automatically.',
      );
    case 'history-unavailable':
      return trouble.file === undefined
        ? t(
            'What is said in your room is not being saved: its history is in use elsewhere, or cannot be written. The log says more.',
          )
        : t(
            'What is said in your room is not being saved: another account of this computer can change {0}, or a folder on the way to it. If you trust what is in it, let only your account change it, as the log says; else move it away. Then host the room again.',
            trouble.file,
          );
  }
}
