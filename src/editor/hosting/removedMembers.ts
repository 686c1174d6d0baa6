// Those whom the host has removed, and the way back.
import * as v from 'valibot';
import * as vscode from 'vscode';
import { systemClock } from '../../base/systemClock';
import type { HostedRoomAccess, Removal } from '../../hosting/hostedRoomAccess';
import type { ChatSession } from '../session/chatSession';
import { defineCommand } from '../platform/command';
import { Failure } from '../platform/failure';
import { type Choice, pickOne, tell } from '../platform/surfaces';
import { relativeTime } from '../wording/timeText';
import { orFailure, requireRoomAccess } from './hostOnly';

const { t } = vscode.l10n;

/** `tilde.removedMembers({letBackIn})`: the id of a member to let back in, without a question. */
export const removedMembersCommand = defineCommand({
  id: 'tilde.removedMembers',
  schema: v.object({ letBackIn: v.string() }),
  run: ({ session }: { readonly session: ChatSession }, given) =>
    given ? letMemberBackIn(session, given.letBackIn) : showRemovedMembers(session),
});

async function letMemberBackIn(session: ChatSession, memberId: string): Promise<void> {
  const roomAccess = requireRoomAccess(session);
  const removal = roomAccess.removals.find(({ mid }) => mid === memberId);
  if (!removal) throw new Failure(t('Nobody was removed from this room.'));
  await orFailure(roomAccess.readmit(removal));
}

/** Lists those who were removed. Who is picked may come back. */
async function showRemovedMembers(session: ChatSession): Promise<void> {
  const roomAccess = requireRoomAccess(session);
  const { removals } = roomAccess;
  if (removals.length === 0) {
    void tell(t('Nobody was removed from this room.'));
    return;
  }
  const now = systemClock.date();
  const chosen = await pickOne(
    removals.map((removal) => ({ ...choiceOf(removal, now), removal })),
    { title: t('Removed Members'), placeholder: t('Choose whom to let back in.') },
  );
  if (chosen) await letBackIn(roomAccess, chosen.removal);
}

/** Lets somebody back in, and says so. @throws {Failure} when the server does not do it */
export async function letBackIn(roomAccess: HostedRoomAccess, removal: Removal): Promise<void> {
  await orFailure(roomAccess.readmit(removal));
  void tell(t('{0} can join again.', nameOf(removal)));
}

function choiceOf(removal: Removal, now: number): Choice {
  const { at, addresses } = removal;
  return {
    icon: 'account',
    label: t('Let {0} Back In', nameOf(removal)),
    ...(at === undefined
      ? {}
      : { description: t('removed {0}', relativeTime(at, now, vscode.env.language)) }),
    ...(addresses.length === 0
      ? {}
      : { detail: t('with everybody who comes from {0}', addresses.join(', ')) }),
  };
}

/** Earlier versions kept no names. */
const nameOf = ({ mid, name, addresses }: Removal): string =>
  name ?? (mid === undefined ? addresses.join(', ') : t('Somebody'));
