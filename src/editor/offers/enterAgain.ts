import * as vscode from 'vscode';
import { LOOPBACK, formatAddress } from '../../protocol/invitations/address';
import type { ReadyParts } from '../hosting/readyToast';
import { reopen } from '../hosting/reopen';
import { joinRoom } from '../joining/joinRoom';
import { confirmLeaving } from '../joining/leaving';
import { SHOW_CHAT } from '../platform/ids';
import { chosenUsername } from '../prompts/username';
import type { HostedRoom, RecentRoom } from '../recents/recentRoom';
import type { ChatSession } from '../session/chatSession';
import type { JoinOptions } from '../session/sessionOptions';
import type { RoomOffer } from './roomOffers';

const { t } = vscode.l10n;

/**
 * Enters a room of before: hosts it again with the name, port, access, history and key that it had, or joins it and, where
 * its host is not there yet, waits for them. Rejects as {@link ChatSession.host} and {@link ChatSession.join} do.
 */
export async function enterAgain(services: ReadyParts, { kind, room }: RoomOffer): Promise<void> {
  const { session } = services;
  if (!(await confirmLeaving(session))) return;
  const name = await chosenUsername(
    kind === 'reopen' ? t('Reopen: Your Username') : t('Rejoin: Your Username'),
  );
  if (name === undefined) return;
  await vscode.commands.executeCommand(SHOW_CHAT);
  const undelivered = isSame(session, room) ? session.current.undelivered : [];
  if (room.kind === 'hosted' && kind === 'reopen') {
    const { name: title, workspace, port, lan, access, addresses } = room;
    const request = { name, room: title, workspace, port, lan, access, undelivered };
    await reopen(services, { ...request, isRestoring: true, orNextPort: true }, addresses);
    return;
  }
  await joinRoom(session, { ...joinOptions(room), name, undelivered });
}

function joinOptions(room: RecentRoom): Omit<JoinOptions, 'name'> {
  const { access, publicKey } = room;
  const wasPrivate = access === 'private';
  // this person's own room is hosted by another window, on this computer
  if (room.kind === 'hosted') return { address: ownAddress(room), wasPrivate, publicKey };
  return { address: room.address, wasPrivate, publicKey, isRestoring: true };
}

const ownAddress = ({ port }: HostedRoom): string => formatAddress({ host: LOOPBACK, port });

/** Whether it is the room that this window was in last: what was not sent there goes along. */
function isSame({ current, lastJoined }: ChatSession, room: RecentRoom): boolean {
  if (room.kind === 'joined') return lastJoined === room.address;
  return (
    current.isHosted && current.room?.publicKey !== undefined && current.room.publicKey === room.publicKey
  );
}
