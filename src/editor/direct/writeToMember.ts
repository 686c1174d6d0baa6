import * as vscode from 'vscode';
import type { Mention } from '../../protocol/wire/messages';
import type { RoomSession } from '../session/roomSession';
import { problemSentence } from '../wording/sentences';
import type { Conversations } from './conversations';
import { directedTo } from './directedTo';

const { t } = vscode.l10n;

/**
 * Says something to one member alone, and shows the conversation with them. Where there is only a name, it is shown.
 * @param words the name, and what to say
 * @param mentions whom the words name behind an `@`, as picked: they are meant, whatever they are called by now
 * @returns why nothing was said
 */
export function writeToMember(
  session: RoomSession,
  conversations: Conversations,
  words: string,
  mentions: readonly Mention[],
): string | undefined {
  if (session.isBasic) return t('An original chat server has no direct messages: everybody would read them.');
  const found = directedTo(words, [...mentions, ...session.members]);
  if (!found) return t('Nobody in the room has that name. Type /msg and a space, and pick somebody.');
  const { mid: to, text } = found;
  if (to === session.memberId) return t('That is you.');
  if (!session.members.some(({ mid }) => mid === to)) return t('That person is not in the room now.');
  const problem = text === '' ? undefined : session.say(text, { to, mentions });
  if (problem) return problemSentence(problem);
  conversations.show(to);
  return undefined;
}
