// What an invitation says around the address and the key.
import * as vscode from 'vscode';
import type { Address } from '../../protocol/invitations/address';
import type { NetworkKind } from '../../hosting/lanAddresses';

const { t } = vscode.l10n;

export const invitationIntro = (room: string): string =>
  t(
    'Join the room “{0}” in VS Code: open the link, or choose “Join Room” in the Tilde side bar and paste this message.',
    room,
  );

/** What to type in a terminal to join an open room. */
export const terminalCommand = ({ host, port }: Address): string => `nc ${host} ${port}`;

/** What a teammate does who has not the extension. @param terminal what joins without it; undefined: nothing does */
export const withoutTildeText = (terminal: string | undefined): string =>
  terminal === undefined
    ? t('A private room can only be joined with Tilde. {0}', whereToGetTilde())
    : t('Without Tilde: type {0} in a terminal, then your name. {1}', terminal, whereToGetTilde());

/** The one place that says how a teammate comes by the extension. */
export const whereToGetTilde = (): string =>
  t(
    'To get Tilde, look for it in the Extensions view; or ask for its VSIX file and choose “Install from VSIX…” there, which works offline.',
  );

/**
 * Why nobody else can join a room that is hosted here.
 * @param isForNetwork it is meant for other computers
 * @param remote the computer that the room is on, where it is not the person's own
 */
export function noInvitationText(isForNetwork: boolean, remote: string | undefined): string {
  if (remote === undefined)
    return isForNetwork
      ? t('This computer is on no network now, so teammates cannot join. Connect it, then look here again.')
      : t(
          'The room is for this computer only, so teammates cannot join. To let them in, change who may join in Room Settings.',
        );
  return isForNetwork
    ? t(
        'The room is on {0}, which is on no network now, so teammates cannot join. Connect it, then look here again.',
        remote,
      )
    : t(
        'The room is open only on {0}, so teammates cannot join. To let them in, change who may join in Room Settings.',
        remote,
      );
}

/** For somebody who joined at an address that only the host's computer has. */
export const ownComputerText = (): string =>
  t(
    'You joined on the host’s own computer, at an address that works only there. Teammates need the one that the host has.',
  );

/** Which network an address belongs to. @param name of the network interface */
export function networkText(kind: NetworkKind, name: string): string {
  switch (kind) {
    case 'wifi':
      return t('Wi-Fi ({0})', name);
    case 'cable':
      return t('cable ({0})', name);
    case 'vpn':
      return t('VPN ({0})', name);
    case 'virtual':
      return t('virtual machines ({0})', name);
    case 'unknown':
      return name;
  }
}
