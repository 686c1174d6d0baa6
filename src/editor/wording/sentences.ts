// What went wrong, in sentences that say what to do.
import * as vscode from 'vscode';
import type { RequestProblem, RoomInfo } from '../../client/types/clientTypes';
import type { AddressProblem } from '../../protocol/invitations/address';
import type { InvitationProblem } from '../../protocol/invitations/invitation';
import { MAX_NAME_CHARACTERS } from '../../protocol/wire/limits';
import type { RoomKeyProblem } from '../../protocol/keys/roomKey';
import type { PortProblem } from '../../hosting/portProbe';

const { t } = vscode.l10n;

const KEY_LENGTH = 20;
/** What a key looks like. */
export const EXAMPLE_KEY = 'K7QX-93MD-4TWZ-P2HN-8V6C';

/** Why the room did not do what it was asked to do. */
export function problemSentence({ code }: RequestProblem): string {
  switch (code) {
    case 'not-connected':
      return t('You are not in a room.');
    case 'must-rejoin':
      return t('In this room, your name changes only when you join again.');
    case 'unconfirmed':
      return t('The room did not confirm the message: it may not have arrived.');
    case 'expired':
      return t('The message could not be delivered in time. Try again.');
    case 'no-answer':
      return t('The room did not answer. Try again.');
    case 'too-many-unsent':
      return t('Too many messages are waiting to be sent. Try again when some of them have arrived.');
    case 'another-room':
      return t(
        'This is not the room that was at this address before. If you did not expect that, ask the host before you write.',
      );
    case 'text-too-long':
      return t('The message is too long. Shorten it, or send it in parts.');
    case 'bad-text':
      return t('The message has control characters in it that cannot be sent.');
    case 'bad-name':
      return usernameRules();
    case 'not-supported':
      return t('An original chat server can only handle plain messages.');
    case 'bad-emoji':
      return t('A reaction is one emoji and nothing else.');
    case 'too-many-reactions':
      return t(
        'That message has as many reactions as the room allows: of different emoji, from you, or in all. Use one that is there already, or take one of yours away.',
      );
    case 'not-found':
      return t('That message is no longer there.');
    case 'not-author':
      return t('Only its author can change a message.');
    case 'no-such-member':
      return t('That person is not in the room now.');
    default:
      return t('The room refused this ({0}).', code);
  }
}

/** Why the room did not take the new username. */
export const renameSentence = (problem: RequestProblem): string =>
  problem.code === 'bad-name'
    ? t('The room does not take this username: it is in use there, or not allowed. Choose another one.')
    : problemSentence(problem);

/** Who can come into a room and read along. */
export const accessSentence = (access: RoomInfo['access']): string =>
  access === 'private'
    ? t('Encrypted. Only people who have the key can join and read along.')
    : t('Not encrypted. Anybody who can reach the room can join and read along.');

export const lockedSentence = (): string => t('Locked: nobody new can join.');

export const unsavedSentence = (): string =>
  t('What is said here is not being saved: it would be gone if the room had to start again.');

/** Why what was typed cannot be an address. */
export function addressSentence(problem: AddressProblem): string {
  switch (problem) {
    case 'empty':
      return t('Type the address that the host shows, such as 192.168.1.20:9999.');
    case 'bad-host':
      return t('That is no name or IP address of a computer. Type one such as 192.168.1.20:9999.');
    case 'bad-port':
      return t('The port after the colon must be a number from 1 to 65535.');
    case 'bad-ipv4':
      return t(
        'An IP address is four numbers from 0 to 255, without zeros in front: type one such as 192.168.1.20:9999.',
      );
    case 'key':
      return t('This is a key. Type the address of the room first, and the key after it.');
  }
}

/** Why what was typed cannot be a key. */
export function keySentence(problem: RoomKeyProblem, typed: string): string {
  const count = typed.replace(/[^\p{L}\p{N}]/gu, '').length;
  switch (problem) {
    case 'empty':
      return t(
        'Type the key that the host gave you: {0} letters and digits, such as {1}.',
        KEY_LENGTH,
        EXAMPLE_KEY,
      );
    case 'bad-character':
      return t('This cannot be a key: a key has only digits and the letters A to Z, but no U.');
    case 'too-short':
      return t('A key has {0} letters and digits; this has {1}.', KEY_LENGTH, count);
    case 'too-long':
      return t(
        'This cannot be a key: a key has {0} letters and digits, and this has {1}.',
        KEY_LENGTH,
        count,
      );
  }
}

/** Why what was typed cannot be an address, or one and a key. */
export function invitationSentence(wrong: InvitationProblem): string {
  if (wrong.part === 'key') return keySentence(wrong.problem, wrong.typed);
  return addressSentence(wrong.problem);
}

export const usernameRules = (): string =>
  t(
    'A username has 1 to {0} visible characters: no tilde (~), no brackets but round ones, one alphabet in a word, one sentence at most. It does not begin with “SERVER”.',
    MAX_NAME_CHARACTERS,
  );

export const roomNameRules = (): string =>
  t(
    "A room's name has 1 to {0} visible characters: no tilde (~), no brackets but round ones, one alphabet in a word. It does not begin with “SERVER”.",
    MAX_NAME_CHARACTERS,
  );

export const portRules = (): string => t('A port is a number from 1 to 65535.');

/** Why no room can be opened on a port, and on which one it can. */
export function portSentence({ port, room, free }: PortProblem): string {
  if (room === undefined) {
    return free === undefined
      ? t('Port {0} cannot be used: another program uses it, or it is reserved. Choose another one.', port)
      : t('Port {0} cannot be used: another program uses it, or it is reserved. {1} is free.', port, free);
  }
  if (room.kind === 'private') {
    return free === undefined
      ? t('Port {0} cannot be used: a private room of Tilde is there. Choose another one.', port)
      : t('Port {0} cannot be used: a private room of Tilde is there. {1} is free.', port, free);
  }
  return free === undefined
    ? t('Port {0} cannot be used: the room “{1}” is open there. Choose another one.', port, room.name)
    : t('Port {0} cannot be used: the room “{1}” is open there. {2} is free.', port, room.name, free);
}

/** Where a room is instead, whose port was taken. */
export function movedPortSentence({ port, room, free }: PortProblem): string {
  const at = free ?? 0;
  if (room === undefined)
    return t('Port {0} is in use by another program, so your room is at port {1}.', port, at);
  return room.kind === 'private'
    ? t('Port {0} is in use by a private room of Tilde, so your room is at port {1}.', port, at)
    : t('Port {0} is in use by the room “{1}”, so yours is at port {2}.', port, room.name, at);
}
