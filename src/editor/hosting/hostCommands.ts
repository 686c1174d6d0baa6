// What only the host of a room can do about who is in it.
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Member } from '../../protocol/messages';
import type { HostedRoomAccess } from '../../hosting/hostedRoomAccess';
import type { ChatSession } from '../session/chatSession';
import { defineCommand } from '../platform/command';
import { Failure } from '../platform/failure';
import { askModally } from '../platform/surfaces';
import { roomAccessOf, obeyed } from './hostedAccess';
import { offerNewKey } from './keyCommands';
import { memberIdOfRow, pickMember } from '../prompts/memberPick';

const { t } = vscode.l10n;

/** How somebody is removed: with all who come from where they are; and whether the room gets a new key. */
interface Removal {
  readonly address: boolean;
  readonly changeKey: boolean;
}

/** `tilde.removeMember({mid, address, changeKey})`, without a question; `address` and `changeKey` are false by default. */
export const removeMemberCommand = defineCommand({
  id: 'tilde.removeMember',
  schema: v.object({
    mid: v.string(),
    address: v.optional(v.boolean(), false),
    changeKey: v.optional(v.boolean(), false),
  }),
  run: ({ session }: { readonly session: ChatSession }, given, raw) =>
    given ? removeMember(session, given.mid, given) : askAndRemove(session, memberIdOfRow(raw)),
});

export const lockRoomCommand = defineCommand({
  id: 'tilde.lockRoom',
  run: ({ session }: { readonly session: ChatSession }) => lockRoom(session, true),
});

export const unlockRoomCommand = defineCommand({
  id: 'tilde.unlockRoom',
  run: ({ session }: { readonly session: ChatSession }) => lockRoom(session, false),
});

/**
 * Puts a member out for good.
 * @param how without a question, and also somebody who is not there just now
 */
async function removeMember(session: ChatSession, memberId: string, how: Removal): Promise<void> {
  const roomAccess = roomAccessOf(session);
  if (memberId === session.memberId)
    throw new Failure(t('You host this room: nobody can put you out of it.'));
  await obeyed(roomAccess.remove(memberId, how.address));
  if (how.changeKey) await obeyed(roomAccess.changeKey());
}

/** The same, after a question. @param memberId of whom; left out: it is asked, too */
async function askAndRemove(session: ChatSession, memberId?: string): Promise<void> {
  const roomAccess = roomAccessOf(session);
  const others = session.members.filter((member) => member.mid !== session.memberId && !member.host);
  const member =
    memberId === undefined
      ? await pickMember(t('Remove Member'), others)
      : others.find((other) => other.mid === memberId);
  if (!member) return;
  const how = await askHow(roomAccess, member);
  if (!how) return;
  await removeMember(session, member.mid, how);
  if (how.changeKey) void offerNewKey(session);
}

/** Lets in no more newcomers, or lets them in again. */
async function lockRoom(session: ChatSession, on: boolean): Promise<void> {
  await obeyed(roomAccessOf(session).lock(on));
}

async function askHow(roomAccess: HostedRoomAccess, { name }: Member): Promise<Removal | undefined> {
  const isPrivate = roomAccess.key !== undefined;
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
  const buttons = [remove, ...(isPrivate ? [changeKey] : []), ...(roomAccess.isOnNetwork ? [address] : [])];
  const chosen = await askModally(question, detail, ...buttons);
  return chosen === undefined ? undefined : { address: chosen === address, changeKey: chosen === changeKey };
}
