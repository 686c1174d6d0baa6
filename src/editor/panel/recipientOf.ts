import * as vscode from 'vscode';
import { type Directed, directedTo } from '../../panel/directedTo';
import type { Mention } from '../../protocol/wire/messages';
import type { RoomSession } from '../session/roomSession';

const { t } = vscode.l10n;

/**
 * To whom `/msg` writes, and what: `words` are what follows it.
 * @param picked who was picked for the name: they are meant, whatever they are called by now
 * @returns a sentence: why nothing can be said to them alone
 */
export function recipientOf(session: RoomSession, words: string, picked?: Mention): Directed | string {
  if (session.isBasic) return t('An original chat server has no direct messages: everybody would read them.');
  const found = directedTo(words, session.members, picked);
  if (!found) return t('Nobody in the room has that name. Type /msg and a space, and pick somebody.');
  if (found === 'unclear')
    return t('Several people may be meant by that name. Type /msg and a space, and pick one of them.');
  if (found.mid === session.memberId) return t('That is you.');
  const isHere = session.members.some(({ mid }) => mid === found.mid);
  return isHere ? found : t('That person is not in the room now.');
}
