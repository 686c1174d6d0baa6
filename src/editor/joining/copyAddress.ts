import * as vscode from 'vscode';
import { defineCommand } from '../platform/command';
import type { ChatSession } from '../session/chatSession';
import { Failure } from '../platform/failure';
import { pickOne, tellBriefly } from '../platform/surfaces';
import { copyText } from '../prompts/copyText';

const { t } = vscode.l10n;

export const copyAddressCommand = defineCommand({
  id: 'tilde.copyAddress',
  run: ({ session }: { readonly session: ChatSession }) => copyAddress(session),
});

/** What a teammate types to join. Asks which, if there are several addresses. @returns undefined: the person gave up */
export async function chooseAddress({ isActive, addresses }: ChatSession): Promise<string | undefined> {
  if (!isActive || addresses.length === 0) throw new Failure(t('You are not in a room.'));
  if (addresses.length === 1) return addresses[0];
  const choices = addresses.map((address) => ({ label: address, address }));
  const chosen = await pickOne(choices, {
    title: t('Copy Address'),
    placeholder: t('There are several. Teammates use the one for the network they are on.'),
  });
  return chosen?.address;
}

/** Puts on the clipboard what a teammate types to join. @returns the address; undefined: the person gave up */
export async function copyAddress(session: ChatSession): Promise<string | undefined> {
  const address = await chooseAddress(session);
  if (address === undefined) return undefined;
  if (await copyText(address)) tellBriefly(t('Copied {0}', address));
  return address;
}
