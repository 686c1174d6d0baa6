import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import { warn } from '../platform/surfaces';
import { askKey } from '../prompts/keyPrompts';
import type { ChatSession } from '../session/chatSession';
import { troubleSentence } from '../session/endSentence';
import { joinUnattended } from './joinRoom';

const { t } = vscode.l10n;

interface JoiningServices {
  readonly session: ChatSession;
  readonly logger: Logger;
}

/** Asks for the new key when the key of the room was changed. */
export function registerJoining(services: JoiningServices): Disposable {
  return services.session.onDidHaveTrouble((trouble) => {
    if (trouble.kind === 'key-refused') void askForNewKey(services, troubleSentence(trouble));
  });
}

async function askForNewKey(services: JoiningServices, sentence: string): Promise<void> {
  const { session } = services;
  const enter = t('Enter Key…');
  if ((await warn(sentence, enter)) !== enter) return;
  const { lastJoined: address, state, isActive } = session;
  const name = state.username;
  if (isActive || address === undefined || name === undefined) return;
  const key = await askKey(t('The new key of the room at {0}; its host has it.', address));
  if (key === undefined || session.isActive) return;
  await joinUnattended(services, { address, name, key }, 'with the new key');
}
