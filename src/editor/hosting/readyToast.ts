// What the host is told when a room has opened.
import * as vscode from 'vscode';
import { LOOPBACK, parseAddress } from '../../protocol/invitations/address';
import { copyInvitation } from '../joining/invitation';
import { FIREWALL_MEMENTO } from '../platform/ids';
import { tell } from '../platform/surfaces';
import type { ChatSession } from '../session/chatSession';
import { movedPortSentence } from '../wording/sentences';

const { t } = vscode.l10n;

/** The systems whose firewall may ask whether the server may be reached. */
const ASKING_SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'Windows',
  darwin: 'macOS',
};

export interface ReadyParts {
  readonly session: ChatSession;
  readonly globalState: vscode.Memento;
  readonly remote: string | undefined;
}

/**
 * Tells the host who can join the room that has just opened and by what, with the invitation at hand.
 * @param isNameProposed the host was not asked for a username
 */
export async function showReady(
  { session, globalState, remote }: ReadyParts,
  { isNameProposed = false } = {},
): Promise<void> {
  const { current, hosted } = session;
  if (!hosted) return;
  const { lan } = hosted.id;
  const invite = t('Copy Invitation');
  const settings = t('Room Settings…');
  const rename = t('Change Username');
  const sentences = [
    readySentence(session, remote),
    hosted.takenPort?.free === undefined ? undefined : movedPortSentence(hosted.takenPort),
    isNameProposed ? t('You are “{0}” there.', current.username) : undefined,
    lan ? await firewallSentence(globalState) : undefined,
  ];
  const buttons = [...(lan ? [invite] : []), settings, ...(isNameProposed ? [rename] : [])];
  const chosen = await tell(sentences.filter((sentence) => sentence !== undefined).join(' '), ...buttons);
  if (chosen === rename) await vscode.commands.executeCommand('tilde.setUsername');
  // the person may be elsewhere by now
  if (session.current !== current) return;
  if (chosen === invite) await copyInvitation({ session, remote });
  if (chosen === settings) await vscode.commands.executeCommand('tilde.roomSettings');
}

/** Who can join, and at which address. */
function readySentence({ addresses, current, hosted }: ChatSession, remote: string | undefined): string {
  const room = current.room?.name ?? '';
  const isPrivate = current.key !== undefined;
  const where = addresses.join(t(' or '));
  if (hosted?.id.lan !== true) {
    if (remote === undefined)
      return isPrivate
        ? t(
            'The private room “{0}” is open only on this computer. Programs here join at {1}, with its key.',
            room,
            where,
          )
        : t('The room “{0}” is open only on this computer. Programs here join at {1}.', room, where);
    return isPrivate
      ? t(
          'The private room “{0}” is open only on {2}. Programs there join at {1}, with its key.',
          room,
          where,
          remote,
        )
      : t('The room “{0}” is open only on {2}. Programs there join at {1}.', room, where, remote);
  }
  const first = parseAddress(addresses[0] ?? '');
  if (!first.ok || first.value.host === LOOPBACK)
    return t('The room “{0}” is open, but there is no network. Once there is one, teammates can join.', room);
  return isPrivate
    ? t(
        'The private room “{0}” is open. Teammates join at {1}, with its key; the invitation has both.',
        room,
        where,
      )
    : t('The room “{0}” is open to everybody on the network. Teammates join at {1}.', room, where);
}

/** The first time only: afterwards the firewall has its answer. @returns undefined: there is nothing to say */
export async function firewallSentence(
  state: Pick<vscode.Memento, 'get' | 'update'>,
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  const system = ASKING_SYSTEMS[platform];
  if (system === undefined || state.get<unknown>(FIREWALL_MEMENTO) === true) return undefined;
  await state.update(FIREWALL_MEMENTO, true);
  return t('If {0} asks whether {1} may accept connections, allow it.', system, vscode.env.appName);
}
