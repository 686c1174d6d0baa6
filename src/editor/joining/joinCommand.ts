import * as v from 'valibot';
import * as vscode from 'vscode';
import { formatAddress } from '../../protocol/invitations/address';
import { formatInvitation, type Invitation } from '../../protocol/invitations/invitation';
import { readClearInvitation } from '../../protocol/invitations/readInvitation';
import { readRoomKey } from '../../protocol/invitations/roomKeysIn';
import { defineCommand, parsedText } from '../platform/command';
import { SHOW_CHAT } from '../platform/ids';
import type { ChatSession } from '../session/chatSession';
import { pickAddress } from './pickAddress';
import { joinRoom } from './joinRoom';
import { isAlreadyIn, confirmLeaving } from './leaving';
import type { JoinOptions } from '../session/sessionOptions';
import { type StepPosition, runSteps } from '../prompts/quickInput';
import type { RecentRooms } from '../recents/recentRooms';
import { readSettings, saveUsername } from '../platform/settings';
import { askUsername, ownName, proposedUsername, tellUsername, UsernameArgument } from '../prompts/username';

const { t } = vscode.l10n;

interface JoinServices {
  readonly session: ChatSession;
  readonly recents: RecentRooms;
  readonly remote: string | undefined;
}

/** `tilde.join({name, address, key})`; `address` may be an invitation. Without a key, the one that is kept for it is used. */
export const joinCommand = defineCommand({
  id: 'tilde.join',
  schema: v.object({
    name: UsernameArgument,
    address: parsedText(readClearInvitation, 'it cannot be an address'),
    key: v.optional(parsedText(readRoomKey, 'it cannot be a key')),
  }),
  run: async (services: JoinServices, given) => {
    const { session } = services;
    if (given) {
      const { name, address: invitation, key = invitation.key } = given;
      await session.join({ name, address: formatAddress(invitation.address), key });
    } else {
      const request = await askJoinOptions(services);
      if (!request || isAlreadyIn(session, request.address) || !(await confirmLeaving(session)))
        return undefined;
      await vscode.commands.executeCommand(SHOW_CHAT);
      await joinRoom(session, request);
    }
    return { address: session.addresses[0] };
  },
});

/** Asks for the address, for the key of a private room and, where none is known, for a username. */
async function askJoinOptions({ session, recents, remote }: JoinServices): Promise<JoinOptions | undefined> {
  const { username: chosen } = readSettings();
  const own = chosen ?? (await ownName());
  let name = own ?? (await proposedUsername()) ?? '';
  // an address that led nowhere is offered again, to be corrected
  const { lastJoined: last = '' } = session;
  let typed = recents.joined().some((room) => room.address === last) ? '' : last;
  let where: Invitation | undefined;

  const askAddress = async (position: StepPosition) => {
    const answer = await pickAddress({ title: t('Join Room'), position, recents, typed, from: remote });
    if (typeof answer === 'object') {
      where = answer;
      typed = formatInvitation(formatAddress(answer.address), answer.key);
    }
    return answer;
  };
  const askName = async (position: StepPosition) => {
    const answer = await askUsername(t('Join: Your Username'), name, position);
    if (typeof answer === 'string') name = answer;
    return answer;
  };
  const done = await runSteps([askAddress, ...(own === undefined ? [askName] : [])]);
  if (!done || !where) return undefined;
  if (chosen === undefined) {
    await saveUsername(name);
    if (own !== undefined) void tellUsername(own);
  }
  return { ...where, address: formatAddress(where.address), name };
}
