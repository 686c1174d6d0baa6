// Questions about the keys of private rooms.
import * as vscode from 'vscode';
import { formatRoomKey, newRoomKey } from '../../protocol/keys/roomKey';
import { readRoomKey } from '../../protocol/invitations/roomKeysIn';
import { askModally } from '../platform/surfaces';
import { askText } from './quickInput';
import { EXAMPLE_KEY, keySentence } from '../wording/sentences';

const { t } = vscode.l10n;

/**
 * Asks for the key of a room; the whole invitation will do.
 * @param typed the key that was typed before, canonical: it stands in the field, selected, to be corrected or replaced
 * @returns the key, canonical; undefined: the person gave up
 */
export async function askKey(prompt: string, typed?: string): Promise<string | undefined> {
  const answer = await askText({
    title: t('Key of the Room'),
    prompt,
    placeholder: EXAMPLE_KEY,
    value: typed === undefined ? '' : formatRoomKey(typed),
    problem: (text) => {
      const key = readRoomKey(text);
      return key.ok ? undefined : keySentence(key.error, text);
    },
    unfinished: (text) => {
      const key = readRoomKey(text);
      return !key.ok && key.error === 'too-short' ? keySentence(key.error, text) : undefined;
    },
  });
  const key = typeof answer === 'string' ? readRoomKey(answer) : undefined;
  return key?.ok ? key.value : undefined;
}

/** Asks whether to join a room without a key that was expected to be private and is open. */
export async function confirmJoinWithoutKey(address: string): Promise<boolean> {
  const join = t('Join Without a Key');
  const question = t('The room at {0} is open. Join it without a key?', address);
  const detail = t(
    'Nothing is encrypted there, and anybody who can reach it can read along. If you expected a private room, ask the host first: somebody else may be answering.',
  );
  return (await askModally(question, detail, join)) === join;
}

/** Asks for the key of a hosted room that is no longer stored. @returns that key or a new one; undefined: the person gave up */
export async function recoverRoomKey(room: string): Promise<string | undefined> {
  const type = t('Type Key…');
  const makeNew = t('New Key');
  const question = t('The key of your room “{0}” is no longer stored.', room);
  const detail = t('With the same key, everybody who has it comes back automatically.');
  const chosen = await askModally(question, detail, type, makeNew);
  if (chosen === type) return askKey(t('The key that the room “{0}” had.', room));
  return chosen === makeNew ? newRoomKey() : undefined;
}
