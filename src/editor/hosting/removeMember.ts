// The host removes a member from the room.
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Member } from '../../protocol/messages';
import type { HostedRoomAccess } from '../../hosting/hostedRoomAccess';
import type { ChatSession } from '../session/chatSession';
import { defineCommand } from '../platform/command';
import { Failure } from '../platform/failure';
import { askModally } from '../platform/surfaces';
import { requireRoomAccess, orFailure } from './hostOnly';
import { showNewKey } from './accessCommands';
import { memberIdOfRow, pickMember } from '../prompts/pickMember';

const { t } = vscode.l10n;

interface Removal {
  /** Everybody else at the member's address is kept out, too. */
  readonly address: boolean;
  /** The room gets a new key. */
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

/** Removes a member for good, also one who is not in the room just now. */
async function removeMember(session: ChatSession, memberId: string, how: Removal): Promise<void> {
  const roomAccess = requireRoomAccess(session);
  if (memberId === session.current.memberId)
    throw new Failure(t('You host this room: nobody can put you out of it.'));
  await orFailure(roomAccess.remove(memberId, how.address));
  if (how.changeKey) await orFailure(roomAccess.changeKey());
}

/** Removes a member after a question. @param memberId undefined: the person picks the member */
async function askAndRemove(session: ChatSession, memberId?: string): Promise<void> {
  const roomAccess = requireRoomAccess(session);
  const others = session.current.members.filter(
    (member) => member.mid !== session.current.memberId && !member.host,
  );
  const member =
    memberId === undefined
      ? await pickMember(t('Remove Member'), others)
      : others.find((other) => other.mid === memberId);
  if (!member) return;
  const how = await askHow(roomAccess, member);
  if (!how) return;
  await removeMember(session, member.mid, how);
  if (how.changeKey) void showNewKey(session);
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
