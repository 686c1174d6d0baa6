import * as vscode from 'vscode';
import type { Mention } from '../../protocol/wire/messages';
import type { RoomSession } from '../session/roomSession';
import { problemSentence } from '../wording/sentences';
import type { Conversations } from './conversations';
import { directedTo } from './directedTo';

const { t } = vscode.l10n;

/** What follows `/msg`. */
export interface WordsToMember {
  /** The name, and what to say. */
  readonly words: string;
  /** Whom they name behind an `@`. */
  readonly mentions: readonly Mention[];
  /** Who was picked for the name: they are meant, whatever they are called by now. */
  readonly picked?: Mention;
}

/**
 * Says something to one member alone, and shows the conversation with them. Where there is only a name, it is shown.
 * @returns why nothing was said
 */
export function writeToMember(
  session: RoomSession,
  conversations: Conversations,
  { words, mentions, picked }: WordsToMember,
): string | undefined {
  if (session.isBasic) return t('An original chat server has no direct messages: everybody would read them.');
  const found = directedTo(words, session.members, picked);
  if (!found) return t('Nobody in the room has that name. Type /msg and a space, and pick somebody.');
  if (found === 'unclear')
    return t('Several people may be meant by that name. Type /msg and a space, and pick one of them.');
  const { mid: to, text } = found;
  if (to === session.memberId) return t('That is you.');
  if (!session.members.some(({ mid }) => mid === to)) return t('That person is not in the room now.');
  const problem = text === '' ? undefined : session.say(text, { to, mentions });
  if (problem) return problemSentence(problem);
  conversations.show(to);
  return undefined;
}
