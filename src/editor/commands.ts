// All commands of the manifest, and what happens when one fails.
import * as vscode from 'vscode';
import { faultText } from '../base/faults';
import { clearHistoryCommand } from './hosting/clearHistory';
import { removeMemberCommand } from './hosting/removeMember';
import { removedMembersCommand } from './hosting/removedMembers';
import { hostCommand } from './hosting/hostCommand';
import { roomSettingsCommand } from './hosting/roomSettings';
import {
  changeRoomKeyCommand,
  copyKeyCommand,
  lockRoomCommand,
  unlockRoomCommand,
} from './hosting/accessCommands';
import { copyAddressCommand } from './joining/copyAddress';
import { copyInvitationCommand } from './joining/invitation';
import { joinCommand } from './joining/joinCommand';
import { leaveCommand } from './joining/leaving';
import { directMessageCommand } from './direct/directMessageCommand';
import { mentionMemberCommand } from './members/mentionMember';
import { setUsernameCommand } from './joining/setUsernameCommand';
import { ignoreMemberCommand, unignoreMemberCommand } from './ignoring/ignoreCommands';
import type { ChatView } from './panel/chatView';
import { messageCommands } from './panel/messageCommands';
import { openInEditorCommand, showChatCommand } from './panel/showingCommands';
import { openRecentCommand } from './offers/openRecentCommand';
import { tryAgainCommand } from './offers/tryAgain';
import { Failure } from './platform/failure';
import { showLogCommand } from './platform/log';
import { complain, rejection } from './platform/surfaces';
import type { Services } from './services';
import { shareSelectionCommand } from './sharing/shareSelectionCommand';
import { SessionEnded } from './session/endReason';
import { welcomeCommand } from './window/welcome';

const { t } = vscode.l10n;

export const commands = [
  hostCommand,
  roomSettingsCommand,
  joinCommand,
  openRecentCommand,
  setUsernameCommand,
  leaveCommand,
  copyInvitationCommand,
  tryAgainCommand,
  copyAddressCommand,
  copyKeyCommand,
  changeRoomKeyCommand,
  lockRoomCommand,
  unlockRoomCommand,
  mentionMemberCommand,
  ...messageCommands,
  directMessageCommand,
  removeMemberCommand,
  removedMembersCommand,
  ignoreMemberCommand,
  unignoreMemberCommand,
  clearHistoryCommand,
  welcomeCommand,
  showLogCommand,
  showChatCommand,
  openInEditorCommand,
  shareSelectionCommand,
] as const;

/** Where it is called with a `CommandId`, the compiler finds an id of ids.ts that has no command here. */
type ListedId = (typeof commands)[number]['id'];

/** What commands may use. */
export interface CommandServices extends Services {
  /** Missing where it could not be registered. */
  readonly chat: ChatView | undefined;
}

/** Runs a command. If it fails, it rejects where the caller passed an argument for it, and else tells the person. */
export async function runCommand(
  id: ListedId,
  argument: unknown,
  services: CommandServices,
): Promise<unknown> {
  const command = commands.find((one) => one.id === id);
  try {
    return await command?.run(services, argument);
  } catch (error) {
    // the person left meanwhile, or went elsewhere
    if (error instanceof vscode.CancellationError || error instanceof SessionEnded) return undefined;
    services.logger.warn(`${id}: ${faultText(error)}`);
    if (command?.takes(argument)) throw rejection(error);
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
  if (chosen === showLog) await vscode.commands.executeCommand(showLogCommand.id);
}
