import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable';
import type { Logger } from '../base/logger';
import type { ChatSession } from './chatSession';
import { ChatView } from './chatView';
import { Failure } from './failure';
import type { HistoryFiles } from './historyFiles';
import { isThere, mayCloseHosted, mayLeave } from './leaving';
import type { RecentRooms } from './recentRooms';

const { t } = vscode.l10n;

export interface CommandContext {
  readonly session: ChatSession;
  readonly log: vscode.LogOutputChannel;
  readonly logger: Logger;
  readonly recents: RecentRooms;
  readonly histories: HistoryFiles;
  /** On whose side this runs: beside the window, or on the remote. */
  readonly extensionKind: vscode.ExtensionKind;
}

/** What a command does with its argument (see commandArguments.ts). Flows are loaded when they are first needed. */
type Command = (context: CommandContext, argument: unknown) => Promise<unknown>;

const commands: Readonly<Record<string, Command>> = {
  'tilde.host': async (context, argument) => {
    const { hostArgument } = await import('./commandArguments');
    const { askHostRequest } = await import('./hostFlow');
    const { offerAddresses } = await import('./copyAddress');
    const { ownLanAddresses } = await import('./lanAddresses');
    const { session } = context;
    const given = hostArgument(argument, ownLanAddresses);
    if (!given && !(await mayLeave(session))) return undefined;
    const request = given ?? (await askHostRequest(context.extensionKind));
    if (!request) return undefined;
    if (!given) await showChat();
    await session.host(request);
    if (!given && request.lan) void offerAddresses(session);
    return { address: session.addresses[0] };
  },
  'tilde.join': async ({ session, recents, extensionKind }, argument) => {
    const { joinArgument } = await import('./commandArguments');
    const { askJoinRequest } = await import('./joinFlow');
    const given = joinArgument(argument);
    const request =
      given ?? (await askJoinRequest({ recents, typed: session.lastJoined ?? '', extensionKind }));
    if (!request) return undefined;
    if (!given && isThere(session, request.address)) return undefined;
    if (!given && !(await mayLeave(session))) return undefined;
    if (!given) await showChat();
    await session.join(request);
    return { address: session.addresses[0] };
  },
  'tilde.setUsername': async ({ session }, argument) => {
    const { usernameArgument } = await import('./commandArguments');
    const { askUsername, proposedUsername } = await import('./username');
    const { saveUsername } = await import('./settings');
    const current = session.panelState.you ?? (await proposedUsername());
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
    const { leaveArgument } = await import('./commandArguments');
    if (leaveArgument(argument) && !(await mayCloseHosted(session))) return;
    await session.leave();
  },
  'tilde.copyAddress': async ({ session }) => {
    const { copyAddress } = await import('./copyAddress');
    return copyAddress(session);
  },
  'tilde.clearHistory': async ({ session, histories }, argument) => {
    const { clearHistoryArgument } = await import('./commandArguments');
    const { clearHistory } = await import('./clearHistory');
    await clearHistory(session, histories, clearHistoryArgument(argument));
  },
  'tilde.showLog': async ({ log }) => {
    log.show();
    return Promise.resolve();
  },
};

/** Registers all of the table. A command called with an argument of ours rejects; else the person is told what went wrong. */
export function registerCommands(context: CommandContext): Disposable {
  const store = new DisposableStore();
  for (const [id, command] of Object.entries(commands)) {
    store.add(
      vscode.commands.registerCommand(id, async (argument: unknown) => {
        try {
          return await command(context, argument);
        } catch (error) {
          if (error instanceof vscode.CancellationError) return undefined;
          context.logger.warn(
            `${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
          );
          const { isArgumentOf } = await import('./commandArguments');
          if (isArgumentOf(id, argument)) throw error;
          if (error instanceof Failure && error.inPanel) return undefined;
          await showFailure(id, error);
          return undefined;
        }
      }),
    );
  }
  return store;
}

async function showFailure(id: string, error: unknown): Promise<void> {
  const sentence = error instanceof Failure ? error.message : t('Something went wrong. The log says more.');
  const again = t('Try Again');
  const showLog = t('Show Log');
  const chosen = await vscode.window.showErrorMessage(sentence, again, showLog);
  if (chosen === again) await vscode.commands.executeCommand(id);
  if (chosen === showLog) await vscode.commands.executeCommand('tilde.showLog');
}

async function showChat(): Promise<void> {
  await vscode.commands.executeCommand(`${ChatView.id}.focus`);
}

async function offerRejoin(session: ChatSession, name: string): Promise<void> {
  const rejoin = t('Rejoin');
  const question = t('This room takes a new name only from those who come in. Leave it and join again?');
  if ((await vscode.window.showInformationMessage(question, rejoin)) === rejoin) await session.rejoin(name);
}
