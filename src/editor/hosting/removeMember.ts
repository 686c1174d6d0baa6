// The host removes a member from the room.
import * as v from 'valibot';
import * as vscode from 'vscode';
import { asError } from '../../base/asError';
import type { Member } from '../../protocol/wire/messages';
import type { HostedRoomAccess } from '../../hosting/hostedRoomAccess';
import type { ChatSession } from '../session/chatSession';
import { defineCommand } from '../platform/command';
import { Failure } from '../platform/failure';
import { complain, tell } from '../platform/surfaces';
import { askChoice, BACK } from '../prompts/quickInput';
import { requireRoomAccess, orFailure } from './hostOnly';
import { showNewKey } from './accessCommands';
import { letBackIn } from './removedMembers';
import { memberIdOfMenu, pickMember } from '../prompts/pickMember';

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
    given ? removeMember(session, given.mid, given) : askAndRemove(session, memberIdOfMenu(raw)),
});

/** Removes a member for good, also one who is not in the room just now. */
async function removeMember(session: ChatSession, memberId: string, how: Removal): Promise<void> {
  const roomAccess = requireRoomAccess(session);
  if (memberId === session.current.memberId)
    throw new Failure(t('You host this room: nobody can remove you from it.'));
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
      ? await pickMember(others, { title: t('Remove Member'), placeholder: t('Whom do you want to remove?') })
      : others.find((other) => other.mid === memberId);
  if (!member) return;
  const how = await askHow(roomAccess, member);
  if (how === undefined || how === 'keep') return;
  await removeMember(session, member.mid, how);
  if (how.changeKey) void showNewKey(session);
  void offerUndo(session, member);
}

/** What happens to the member, with each choice. The first one, which Enter takes, is to do nothing. */
async function askHow(roomAccess: HostedRoomAccess, { name }: Member): Promise<Removal | 'keep' | undefined> {
  const isPrivate = roomAccess.key !== undefined;
  const remove = {
    label: t('Remove {0}', name),
    detail: isPrivate
      ? t('Their editor cannot come back. But they still know the key.')
      : t('Their editor cannot come back. Another program of theirs could.'),
    value: { address: false, changeKey: false },
  };
  const changeKey = {
    label: t('Remove {0} and Change the Key', name),
    detail: t('Everybody has to leave, and only those who get the new key can come back.'),
    value: { address: false, changeKey: true },
  };
  const address = {
    label: t('Remove {0} and Block Their Address', name),
    detail: t('Nobody who comes from there can join, whatever program they use.'),
    value: { address: true, changeKey: false },
  };
  const answer = await askChoice<Removal | 'keep'>({
    title: t('Remove {0} from the room?', name),
    placeholder: t('You can let them back in later: “Tilde: Removed Members”.'),
    choices: [
      { label: t('Keep {0} in the Room', name), value: 'keep' },
      remove,
      ...(isPrivate ? [changeKey] : []),
      ...(roomAccess.isOnNetwork ? [address] : []),
    ],
  });
  return answer === BACK ? undefined : answer;
}

async function offerUndo(session: ChatSession, { mid: memberId, name }: Member): Promise<void> {
  const undo = t('Undo');
  const removed = t('Removed {0}. They stay out until you let them back in.', name);
  if ((await tell(removed, undo)) !== undo) return;
  await undoRemoval(session, memberId).catch((error: unknown) => complain(asError(error).message));
}

/** Lets the member back in, into the room as it is open by then: it may have been changed, or closed. */
async function undoRemoval(session: ChatSession, memberId: string): Promise<void> {
  const roomAccess = requireRoomAccess(session);
  const removal = roomAccess.removals.find(({ mid }) => mid === memberId);
  if (removal) await letBackIn(roomAccess, removal);
}
