import * as vscode from 'vscode';
import type { Disposable, DisposableStore } from '../base/disposable';
import type { ChatClient } from '../client/chatClient';
import type { RoomInfo } from '../client/clientTypes';
import type { Unsent } from '../client/pending';
import type { PanelState } from '../panel/messages';
import type { Address } from '../protocol/address';
import { DEFAULT_LIMITS } from '../protocol/limits';
import type { HostedServer } from './hostedServer';
import type { RememberedRoom } from './roomMemory';
import { connectionSentence } from './sentences';
import { readSettings } from './settings';

const { t } = vscode.l10n;

export interface HostRequest {
  /** Username, valid. */
  readonly name: string;
  /** Name of the room, valid. */
  readonly room: string;
  /** 0: any free one. */
  readonly port: number;
  /** Reachable from the local network, not from this computer only. */
  readonly lan: boolean;
  /** Addresses of this computer that teammates can type, the likeliest first. */
  readonly lanAddresses: readonly string[];
}

export interface JoinRequest {
  /** Username, valid. */
  readonly name: string;
  readonly address: Address;
}

/**
 * `again`: the window was in that room before it was reloaded, so it is waited for. `unsent`: what was said there, and
 * had not come back.
 */
export interface EnterOptions {
  readonly again?: boolean;
  readonly unsent?: readonly Unsent[];
}

type WithoutName<T> = T extends unknown ? Omit<T, 'name'> : never;

/** One stay in a room, from the first attempt on; it is kept when it is over, for reading, until the next. */
export interface Stay extends Disposable {
  readonly store: DisposableStore;
  /** The username asked for. */
  name: string;
  /** What teammates type, the likeliest first. */
  addresses: readonly string[];
  /** Where to join again. */
  address?: Address;
  readonly hosting: boolean;
  /** One was there before, so that a failure to enter is no reason to forget it. */
  readonly again: boolean;
  /** What the window took along from before; its client has it as soon as there is one. */
  readonly unsent: readonly Unsent[];
  /** How to come back here; the name is in `name`. */
  memory?: WithoutName<RememberedRoom>;
  server?: HostedServer;
  /** The file in which its server was told to keep what is said. */
  history?: string | undefined;
  client?: ChatClient;
  /** The room, once it was entered; known on when the stay is over. */
  room?: RoomInfo;
  /** Why it is over: a sentence. */
  over?: string;
}

/** A stay that is not over. */
export type OpenStay = Stay & { over?: never };

export const isOpen = (stay: Stay | undefined): stay is OpenStay =>
  stay !== undefined && stay.over === undefined;

/** All of a stay that is to be seen, or of nowhere. */
export function panelStateOf(stay: Stay | undefined): PanelState {
  const room = stay?.room;
  const you = isOpen(stay) ? (stay.client?.name ?? stay.name) : (readSettings().username ?? stay?.name);
  return {
    connection: connectionOf(stay),
    ...(stay &&
      room && {
        room: {
          name: room.name,
          address: stay.addresses[0] ?? '',
          basic: room.kind === 'seed',
          hosting: stay.hosting,
        },
      }),
    ...(you !== undefined && { you }),
    // an original room knows no members
    members: room?.kind === 'seed' ? 0 : (stay?.client?.members.length ?? 0),
    maxTextBytes: room?.limits.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes,
  };
}

function connectionOf(stay: Stay | undefined): PanelState['connection'] {
  if (!stay) return { kind: 'idle' };
  const [address = ''] = stay.addresses;
  if (stay.over !== undefined) return { kind: stay.room ? 'left' : 'failed', message: stay.over };
  const state = stay.client?.state;
  if (state?.kind === 'joined') return { kind: 'joined' };
  if (state?.kind !== 'reconnecting') return { kind: 'connecting', address };
  const message = stay.server?.isRestarting
    ? t('The server of your room ended unexpectedly. Starting it again…')
    : t('{0} Trying again…', connectionSentence(state.error, address));
  return { kind: 'reconnecting', address, message };
}
