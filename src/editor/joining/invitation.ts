// The invitation to the room that this window is in.
import * as vscode from 'vscode';
import { withoutUndefined } from '../../base/withoutUndefined';
import { networkOf } from '../../hosting/lanAddresses';
import { isThisComputer, parseAddress } from '../../protocol/invitations/address';
import { formatInvitationText, formatJoinLink } from '../../protocol/invitations/invitation';
import { formatRoomKey } from '../../protocol/keys/roomKey';
import { defineCommand } from '../platform/command';
import { Failure } from '../platform/failure';
import { tellBriefly, warn } from '../platform/surfaces';
import { copyText } from '../prompts/copyText';
import type { ChatSession } from '../session/chatSession';
import {
  invitationIntro,
  networkText,
  noInvitationText,
  ownComputerText,
  terminalCommand,
  withoutTildeText,
} from '../wording/invitationText';

const { t } = vscode.l10n;

/** What teammates need to join, as people are shown it. */
export interface RoomInvitation {
  /** The likeliest first; where there are several, with the network that each is on. */
  readonly addresses: readonly { readonly address: string; readonly network?: string }[];
  readonly key?: string;
  readonly link: string;
  /** All of it, to be pasted into a mail or another chat. */
  readonly text: string;
  /** What a teammate does who has not the extension. */
  readonly withoutTilde: string;
  /** What joins an open room from a terminal. */
  readonly terminal?: string;
  /** Why no teammate can join, and how to change that. */
  readonly problem?: string;
}

export const copyInvitationCommand = defineCommand({
  id: 'tilde.copyInvitation',
  run: (services: InvitationParts) => copyInvitation(services),
});

interface InvitationParts {
  readonly session: ChatSession;
  /** What sentences call the computer that this runs on, where that is not the person's own. */
  readonly remote: string | undefined;
}

/** Puts the whole invitation on the clipboard. */
export async function copyInvitation({ session, remote }: InvitationParts): Promise<void> {
  const { text, problem } = requireInvitation(session, remote);
  const isCopied = await copyText(text);
  if (problem !== undefined) void warn(problem);
  else if (isCopied) tellBriefly(t('Copied the invitation'));
}

/** @throws {Failure} where there is no room to invite to */
function requireInvitation(session: ChatSession, remote: string | undefined): RoomInvitation {
  const invitation = invitationTo(session, remote);
  if (!invitation) throw new Failure(t('You are not in a room.'));
  return invitation;
}

/**
 * @param remote the computer that this runs on, where it is not the person's own
 * @returns undefined: the window is in no room
 */
export function invitationTo(session: ChatSession, remote: string | undefined): RoomInvitation | undefined {
  const { room } = session.state;
  const addresses = session.addresses.flatMap((typed) => {
    const parsed = parseAddress(typed);
    return parsed.ok ? [{ address: typed, ...parsed.value }] : [];
  });
  const [first, ...others] = addresses;
  if (!session.isActive || !room || !first) return undefined;
  const { key } = session.current;
  const scheme = linkScheme();
  const intro = invitationIntro(room.name);
  const terminal = room.access === 'open' ? terminalCommand(first) : undefined;
  const withoutTilde = withoutTildeText(terminal);
  const problem = isThisComputer(first.host) ? problemOf(session, remote) : undefined;
  return withoutUndefined<RoomInvitation>({
    addresses: addresses.map(({ address, host }) =>
      withoutUndefined({ address, network: others.length > 0 ? networkTextOf(host) : undefined }),
    ),
    key: key === undefined ? undefined : formatRoomKey(key),
    link: formatJoinLink(scheme, first, key),
    text: formatInvitationText({ intro, addresses: [first, ...others], key, scheme, withoutTilde }),
    withoutTilde,
    terminal,
    problem,
  });
}

/**
 * What the link begins with. A system knows no editor that runs in a browser, so no link opens one: then it is the scheme
 * that most teammates' editors have.
 */
export const linkScheme = (): string =>
  vscode.env.uiKind === vscode.UIKind.Web ? 'vscode' : vscode.env.uriScheme;

function networkTextOf(host: string): string | undefined {
  const network = networkOf(host);
  return network && networkText(network.kind, network.name);
}

const problemOf = ({ hosted }: ChatSession, remote: string | undefined): string =>
  hosted ? noInvitationText(hosted.roomAccess?.isOnNetwork === true, remote) : ownComputerText();
