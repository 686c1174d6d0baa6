import * as vscode from 'vscode';
import { addressSentence, outcomeSentence, portSentence } from '../wording/sentences';
import { serverSentence } from '../wording/serverSentence';
import type { EndReason, RoomTrouble } from './endReason';

const { t } = vscode.l10n;

/** Why a room session ended, and what to do. */
export function endSentence(reason: EndReason): string {
  switch (reason.kind) {
    case 'left':
      return t('You left the room.');
    case 'connection':
      return outcomeSentence(reason.error, reason.address);
    case 'server-gone':
      return t(
        'The server of your room ended unexpectedly and could not be started again. Host the room again; the log says more.',
      );
    case 'port-taken':
      return portSentence(reason.problem);
    case 'server-failed':
      return t('The room could not be opened. {0}', serverSentence(reason.error));
    case 'no-key':
      return t('The key of your room is no longer kept. Host the room again to make one.');
    case 'bad-address':
      return addressSentence(reason.problem);
  }
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
        'The server of your room ended unexpectedly and was started again. Everybody comes back by themselves.',
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
