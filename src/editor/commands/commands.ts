import * as vscode from 'vscode';
import type { Logger } from '../../base/logger';
import type { ChatSession } from '../session/chatSession';
import { clearHistory } from '../hosting/clearHistory';
import {
  changeKeyArgument,
  clearHistoryArgument,
  hostArgument,
  isArgumentOf,
  joinArgument,
  leaveArgument,
  memberArgument,
  removeArgument,
  rowArgument,
  usernameArgument,
} from './commandArguments';
import { copyAddress } from '../joining/copyAddress';
import { Failure } from '../platform/failure';
import { complain, rejection, tell } from '../platform/surfaces';
import type { HistoryFiles } from '../../hosting/historyFiles';
import { askAndRemove, lockRoom, removeMember } from '../hosting/hostCommands';
import { askHostRequest } from '../hosting/hostFlow';
import { CHAT_VIEW, type CommandId } from '../platform/ids';
import { ignoreMember, unignoreMember } from '../members/ignoreCommands';
import type { Ignored } from '../session/ignored';
import { askJoinRequest } from '../joining/joinFlow';
import { joinRoom } from '../joining/joinRoom';
import { changeRoomKey, copyKey } from '../hosting/keyCommands';
import { isThere, mayCloseHosted, mayLeave } from '../joining/leaving';
import { offerAddresses } from '../hosting/offerAddresses';
import type { RecentRooms } from '../joining/recentRooms';
import { saveUsername } from '../platform/settings';
import { askUsername, proposedUsername } from '../prompts/username';

const { t } = vscode.l10n;

export interface CommandContext {
  readonly session: ChatSession;
  readonly log: vscode.LogOutputChannel;
  readonly logger: Logger;
  readonly recents: RecentRooms;
  readonly histories: HistoryFiles;
  readonly ignored: Ignored;
  /** On whose side this runs: beside the window, or on the remote. */
  readonly extensionKind: vscode.ExtensionKind;
}

/** What a command does with its argument (see commandArguments.ts). */
type Command = (context: CommandContext, argument: unknown) => Promise<unknown>;

const commands: Readonly<Record<CommandId, Command>> = {
  'tilde.host': async (context, argument) => {
    const { session } = context;
    const given = hostArgument(argument);
    if (!given && !(await mayLeave(session))) return undefined;
    const request = given ?? (await askHostRequest(context.extensionKind));
    if (!request) return undefined;
    if (!given) await showChat();
    await session.host(request);
    if (!given && (request.lan || request.access === 'private')) void offerAddresses(session);
    return { address: session.addresses[0] };
  },
  'tilde.join': async ({ session, recents, extensionKind }, argument) => {
    const given = joinArgument(argument);
    const request =
      given ?? (await askJoinRequest({ recents, typed: session.lastJoined ?? '', extensionKind }));
    if (!request) return undefined;
    if (!given && isThere(session, request.address)) return undefined;
    if (!given && !(await mayLeave(session))) return undefined;
    if (!given) await showChat();
    await (given ? session.join(request) : joinRoom(session, request));
    return { address: session.addresses[0] };
  },
  'tilde.setUsername': async ({ session }, argument) => {
    const current = session.state.username ?? (await proposedUsername());
    const name = usernameArgument(argument) ?? (await askUsername(t('Set Username'), current));
    if (typeof name !== 'string') return;
    if (session.isActive && !session.isBasic) {
      const problem = await session.rename(name);
      if (problem !== undefined) throw new Failure(problem);
    }
    await saveUsername(name);
    if (session.isActive && session.isBasic) await offerRejoin(session, name);
  },
  'tilde.leave': async ({ session }, argument) => {
    if (leaveArgument(argument) && !(await mayCloseHosted(session))) return;
    await session.leave();
  },
  'tilde.copyAddress': ({ session }) => copyAddress(session),
  'tilde.copyKey': ({ session }) => copyKey(session),
  'tilde.changeRoomKey': ({ session }, argument) => changeRoomKey(session, changeKeyArgument(argument)),
  'tilde.removeMember': ({ session }, argument) => {
    const given = removeArgument(argument);
    return given ? removeMember(session, given.mid, given) : askAndRemove(session, rowArgument(argument));
  },
  'tilde.lockRoom': ({ session }) => lockRoom(session, true),
  'tilde.unlockRoom': ({ session }) => lockRoom(session, false),
  'tilde.ignoreMember': ({ session, ignored }, argument) =>
    ignoreMember(session, ignored, memberArgument(argument)),
  'tilde.unignoreMember': ({ ignored }, argument) => unignoreMember(ignored, memberArgument(argument)),
  'tilde.clearHistory': async ({ session, histories }, argument) => {
    await clearHistory(session, histories, clearHistoryArgument(argument));
  },
  'tilde.showLog': async ({ log }) => {
    log.show();
    return Promise.resolve();
  },
};

/** Runs a command. One that was called with an argument of ours rejects; else the person is told what went wrong. */
export async function runCommand(
  id: CommandId,
  argument: unknown,
  context: CommandContext,
): Promise<unknown> {
  try {
    return await commands[id](context, argument);
  } catch (error) {
    if (error instanceof vscode.CancellationError) return undefined;
    context.logger.warn(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (isArgumentOf(id, argument)) throw rejection(error);
    if (error instanceof Failure && error.inPanel) return undefined;
    await showFailure(id, error);
    return undefined;
  }
}

async function showFailure(id: string, error: unknown): Promise<void> {
  const sentence = error instanceof Failure ? error.message : t('Something went wrong. The log says more.');
  const again = t('Try Again');
  const showLog = t('Show Log');
  const chosen = await complain(sentence, again, showLog);
  if (chosen === again) await vscode.commands.executeCommand(id);
  if (chosen === showLog) await vscode.commands.executeCommand('tilde.showLog');
}

async function showChat(): Promise<void> {
  await vscode.commands.executeCommand(`${CHAT_VIEW}.focus`);
}

async function offerRejoin(session: ChatSession, name: string): Promise<void> {
  const rejoin = t('Rejoin');
  const question = t('In this room, your name changes only when you join again. Leave it and join again?');
  if ((await tell(question, rejoin)) === rejoin) await session.rejoin(name);
}
