// What only the host of a room can do about who is in it.
import * as vscode from 'vscode';
import type { Member } from '../protocol/messages';
import type { ChatSession } from './chatSession';
import { Failure } from './failure';
import { gateOf, obeyed } from './hostGate';
import { offerNewKey } from './keyCommands';
import { pickMember } from './memberPick';
import type { RoomGate } from './roomGate';

const { t } = vscode.l10n;

/** How somebody is removed: with all who come from where they are; and whether the room gets a new key. */
export interface Removal {
  readonly address: boolean;
  readonly changeKey: boolean;
}

/** Puts a member out for good, after a question. @param given whom, and, where no question is asked, how */
export async function removeMember(
  session: ChatSession,
  given: { readonly mid?: string; readonly how?: Removal },
): Promise<void> {
  const gate = gateOf(session);
  const others = session.members.filter(({ mid, host }) => mid !== session.mid && !host);
  const member =
    given.mid === undefined
      ? await pickMember(t('Remove Member'), others)
      : others.find(({ mid }) => mid === given.mid);
  if (!member) {
    if (given.mid !== undefined) throw new Failure(t('That person is not in the room now.'));
    return;
  }
  const how = given.how ?? (await askHow(gate, member));
  if (!how) return;
  await obeyed(gate.remove(member.mid, how.address));
  if (!how.changeKey) return;
  await obeyed(gate.changeKey());
  if (!given.how) void offerNewKey(session);
}

/** Lets in no more newcomers, or lets them in again. */
export async function lockRoom(session: ChatSession, on: boolean): Promise<void> {
  await obeyed(gateOf(session).lock(on));
}

async function askHow(gate: RoomGate, { name }: Member): Promise<Removal | undefined> {
  const isPrivate = gate.key !== undefined;
  const remove = t('Remove');
  const changeKey = t('Remove and Change Key');
  const address = t('Remove, and Keep Out Their Address');
  const question = t('Remove {0} from the room?', name);
  const detail = isPrivate
    ? t(
        'Their editor cannot come back, but they still know the key. With another key they are out for sure; everybody else needs it then, too.',
      )
    : t(
        'Their editor cannot come back. Another program of theirs could: an open room keeps nobody out for sure.',
      );
  const buttons = [remove, ...(isPrivate ? [changeKey] : []), ...(gate.isOnNetwork ? [address] : [])];
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, ...buttons);
  return chosen === undefined ? undefined : { address: chosen === address, changeKey: chosen === changeKey };
}
