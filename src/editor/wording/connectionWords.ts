// Why there is no connection to a room: a title that names the cause, and a sentence that says what to do.
import * as vscode from 'vscode';
import type { ConnectionCause } from './connectionCause';

const { t } = vscode.l10n;

export interface Words {
  /** Names the cause in a few words. */
  readonly title: string;
  /** A sentence that stands by itself, and says what to do. */
  readonly sentence: string;
  /** The same while Tilde goes on trying by itself, where it is more than that nobody is there. */
  readonly waiting?: string;
}

/** @param at the room's address @param said what the room said, where that is all there is to say */
type WordsFor = (at: string, said: string) => Words;

const WORDS: Readonly<Record<ConnectionCause, WordsFor>> = {
  refused: (at) => ({
    title: t('Nobody answers at {0}', at),
    sentence: t(
      'Nobody hosts a room at {0}. Check the address, and ask whether the host is still there.',
      at,
    ),
  }),
  'not-found': (at) => ({
    title: t('Computer not found'),
    sentence: t('No computer is called that: {0}. Check the spelling, or use its IP address.', at),
  }),
  timeout: (at) => ({
    title: t('No answer from {0}', at),
    sentence: t(
      '{0} does not answer. That computer may be off or on another network, or a firewall may be in the way.',
      at,
    ),
  }),
  unreachable: (at) => ({
    title: t('{0} is out of reach', at),
    sentence: t('There is no way to {0} from here. Check that both computers are on the same network.', at),
  }),
  lost: (at) => ({
    title: t('Connection lost'),
    sentence: t('The connection to {0} broke.', at),
  }),
  fault: (at) => ({
    title: t('Something went wrong in Tilde'),
    sentence: t('Tilde could not handle what {0} sent. The log says more.', at),
  }),
  'not-chat': (at) => ({
    title: t('No chat room at {0}', at),
    sentence: t('What answers at {0} is not a chat room. Check the port.', at),
    waiting: t(
      'What answers at {0} is not a chat room. Another program may have the port for now. Tilde joins by itself when the room is there.',
      at,
    ),
  }),
  rejected: (at, said) => ({
    title: t('Not let in'),
    sentence: t('The room at {0} said no: “{1}”', at, said),
  }),
  full: (at) => ({
    title: t('Room full'),
    sentence: t('The room at {0} is full. Try again when somebody has left.', at),
    waiting: t('The room at {0} is full. Tilde joins by itself when somebody has left.', at),
  }),
  'too-many-connections': (at) => ({
    title: t('Too many connections'),
    sentence: t('The room at {0} takes no more connections from this computer. Close one and try again.', at),
    waiting: t(
      'The room at {0} takes no more connections from this computer. Close one, and Tilde joins by itself.',
      at,
    ),
  }),
  'bad-name': (at) => ({
    title: t('Username not accepted'),
    sentence: t('The room at {0} does not accept your username. Choose another one.', at),
  }),
  'wrong-key': (at) => ({
    title: t('Wrong key'),
    sentence: t('That is not the key of the room at {0}. Check it, or ask the host for the current one.', at),
  }),
  'old-key': (at) => ({
    title: t('New key needed'),
    sentence: t(
      'The key that Tilde has for the room at {0} no longer fits. Ask the host for the current one.',
      at,
    ),
  }),
  'key-changed': () => ({
    title: t('New key needed'),
    sentence: t('The key of the room was changed. Ask the host for the new one.'),
  }),
  'needs-key': (at) => ({
    title: t('Key needed'),
    sentence: t('The room at {0} is private. Ask the host for the key.', at),
  }),
  locked: (at) => ({
    title: t('Room locked'),
    sentence: t('The room at {0} lets nobody new in right now. Ask the host to let you in.', at),
    waiting: t(
      'The room at {0} lets nobody new in right now. Ask the host to let you in, and Tilde joins by itself.',
      at,
    ),
  }),
  removed: () => ({
    title: t('Removed from the room'),
    sentence: t('The host removed you from the room. Ask them to let you back in, then join again.'),
  }),
  'unsupported-version': (at) => ({
    title: t('Different versions of Tilde'),
    sentence: t('The room at {0} runs another version of Tilde. Update the older one of the two.', at),
  }),
  closed: () => ({
    title: t('Room closed'),
    sentence: t('The host closed the room.'),
  }),
  'room-is-open': (at) => ({
    title: t('The room is not private'),
    sentence: t(
      'The room at {0} is open and has no key: anybody on the network can read along. Join it without a key only if you mean to.',
      at,
    ),
  }),
  'not-the-room': (at) => ({
    title: t('This may not be your room'),
    sentence: t(
      'What answers at {0} does not have the key of the room, and may be somebody who listens in. It was told nothing. Do not go on: ask the host in another way for the address and the key.',
      at,
    ),
    waiting: t(
      'What answers at {0} does not have the key of the room, and may be somebody who listens in. Tilde tells it nothing, and joins by itself when your room is back. If this goes on, ask the host in another way for the address and the key.',
      at,
    ),
  }),
  unproven: (at) => ({
    title: t('This may not be your room'),
    sentence: t(
      'What answers at {0} cannot show that it is the room. Another program may have taken its place, or the host runs an older Tilde. It was told nothing about you. Ask the host. If it is an older Tilde, forget the room in the list of Join Room and join again.',
      at,
    ),
    waiting: t(
      'What answers at {0} cannot show that it is the room. Another program may have taken its place. Tilde tells it nothing about you, and joins by itself when your room is back. If this goes on, ask the host.',
      at,
    ),
  }),
  'no-tls': () => ({
    title: t('Editor too old for private rooms'),
    sentence: t('This editor cannot join private rooms: its TLS lacks what they need. Update the editor.'),
  }),
  'host-away': () => ({
    title: t('Host is away'),
    sentence: t('The host closed the editor, or is starting it again.'),
  }),
};

/**
 * @param at the room's address
 * @param said the room's own words
 */
export const connectionWords = (cause: ConnectionCause, at: string, said = ''): Words =>
  WORDS[cause](at, said);
