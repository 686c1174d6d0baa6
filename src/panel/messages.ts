// What the extension host and the chat panel say to each other: one discriminated union each way.
// The extension host owns all of it; the panel draws it and can be rebuilt from a snapshot at any time.

/** Where the connection to a room stands. `message` is a whole sentence, localized, for a person to act on. */
export type ConnectionStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly address: string }
  | { readonly kind: 'joined' }
  | { readonly kind: 'reconnecting'; readonly address: string; readonly message: string }
  | { readonly kind: 'left'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

export interface PanelRoom {
  readonly name: string;
  /** What a teammate types to join, `host:port`. */
  readonly address: string;
  /** An original server: no edits, no history, no members list. */
  readonly basic: boolean;
  /** This window's own server process holds the room. */
  readonly hosting: boolean;
  /** `private`: encrypted, and only people who have the key can come in and read along. */
  readonly access: 'open' | 'private';
  /** Nobody new comes in; known to its host only. */
  readonly locked: boolean;
}

export interface PanelState {
  readonly connection: ConnectionStatus;
  /** Set while joined or reconnecting, and kept after leaving, for the title. */
  readonly room?: PanelRoom;
  /** The username in use. */
  readonly you?: string;
  /** How many people are in the room, oneself included; 0 where that is not known. */
  readonly members: number;
  /** Longest text a message may have, in UTF-8 bytes. */
  readonly maxTextBytes: number;
}

/** `pending`: said, not yet back from the room. `failed`: given up, the person may retry. */
export type MessageStatus = 'pending' | 'sent' | 'failed';

interface EntryBase {
  /** Stable for the entry's whole life, also when a pending message becomes sent. */
  readonly key: string;
  /** Ascending position in the transcript; changes when a pending message gets its place, and a run of notices an earlier begin. */
  readonly order: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface PanelMessage extends EntryBase {
  readonly kind: 'message';
  readonly author: string;
  /** The same for all messages of one author, whatever the name was then. */
  readonly authorKey: string;
  readonly own: boolean;
  readonly text: string;
  readonly status: MessageStatus;
  /** For whom alone it is, where it is not for everybody; localized. */
  readonly direct?: string;
  /** Its author has changed the text. */
  readonly edited?: true;
  /** Its author took it back; the text says so. */
  readonly removed?: true;
  /** Why it failed, a localized sentence. */
  readonly problem?: string;
}

/** A line of the room itself: people came, left, were renamed, on end; a divider after a gap. Text is localized. */
export interface PanelNotice extends EntryBase {
  readonly kind: 'notice';
  readonly text: string;
  /** It stands for a message of this author, who is ignored. */
  readonly ignored?: string;
}

export type PanelEntry = PanelMessage | PanelNotice;

/** What was begun and not sent. `room` tells rooms apart, and no more. */
export interface Draft {
  readonly room: string;
  readonly text: string;
}

/** How many entries a snapshot or a page of older ones holds. */
export const PAGE_SIZE = 200;

/** Extension host to panel. */
export type ToPanel =
  /** All there is to tell, in its order; no more comes before it is `taken`. */
  | { readonly type: 'batch'; readonly messages: readonly ToPanel[] }
  /** Replaces all that the panel shows. `more`: older entries can be asked for. */
  | {
      readonly type: 'snapshot';
      readonly state: PanelState;
      readonly entries: readonly PanelEntry[];
      readonly more: boolean;
      /** The order up to which this person has read, in this window or another; the unread line stands behind it. */
      readonly readUpTo: number;
      /** What was begun in the room and not sent, where there is a room. */
      readonly draft?: Draft;
    }
  | { readonly type: 'state'; readonly state: PanelState }
  /** New entries, or new versions of shown ones (same key). */
  | { readonly type: 'entries'; readonly entries: readonly PanelEntry[] }
  /**
   * In place of `entries` where there were too many: the newest, without gaps. `came`: how many messages of others are
   * new; some of them are only among what is older.
   */
  | {
      readonly type: 'newest';
      readonly entries: readonly PanelEntry[];
      readonly more: boolean;
      readonly came: number;
    }
  /** The page that ends where the one with that order stands, for which it was asked. */
  | {
      readonly type: 'older';
      readonly before: number;
      readonly entries: readonly PanelEntry[];
      readonly more: boolean;
    }
  /** Who is typing now, by name; they fade by themselves on the host's side. */
  | { readonly type: 'typing'; readonly names: readonly string[] }
  /** The window has the focus, wherever in it: what is on screen is being looked at. */
  | { readonly type: 'focus'; readonly on: boolean }
  /** This person has read that far in another of their windows. */
  | { readonly type: 'read'; readonly upTo: number }
  /** What was said could not even be tried: `text` goes back to where it was written. `problem`: a localized sentence. */
  | { readonly type: 'refused'; readonly text: string; readonly problem: string };

/** Commands a button in the panel may run; the host refuses every other. */
export const PANEL_COMMANDS = [
  'tilde.host',
  'tilde.join',
  'tilde.leave',
  'tilde.copyKey',
  'tilde.setUsername',
  'tilde.showLog',
] as const;
export type PanelCommand = (typeof PANEL_COMMANDS)[number];

/** Panel to extension host. */
export type FromPanel =
  /**
   * The panel is drawn and wants its snapshot; also after it was hidden or moved, and where it goes to the newest
   * entries and does not hold them any more.
   */
  | { readonly type: 'ready' }
  /** The last batch is taken in. */
  | { readonly type: 'taken' }
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'retry'; readonly key: string }
  /** A page of entries before the oldest shown one. */
  | { readonly type: 'older'; readonly before: number }
  /** Puts the text of a message, as it is shown, on the clipboard. */
  | { readonly type: 'copy'; readonly text: string }
  /** Puts the address that teammates type, the one of `PanelRoom`, on the clipboard. */
  | { readonly type: 'copyAddress' }
  /** What is written is another; empty when it was sent. */
  | ({ readonly type: 'draft' } & Draft)
  /** The person began to type, or has stopped. */
  | { readonly type: 'typing'; readonly on: boolean }
  /** The person has seen the entries up to this order: they are on screen, and the window has the focus. */
  | { readonly type: 'read'; readonly upTo: number }
  | { readonly type: 'command'; readonly command: PanelCommand };

/** Whether `value`, posted by the panel, is a message the host understands. */
export function isFromPanel(value: unknown): value is FromPanel {
  if (typeof value !== 'object' || value === null) return false;
  const message = value as Record<string, unknown>;
  switch (message['type']) {
    case 'ready':
    case 'taken':
    case 'copyAddress':
      return true;
    case 'say':
    case 'copy':
      return typeof message['text'] === 'string';
    case 'draft':
      return typeof message['room'] === 'string' && typeof message['text'] === 'string';
    case 'retry':
      return typeof message['key'] === 'string';
    case 'older':
      return typeof message['before'] === 'number';
    case 'typing':
      return typeof message['on'] === 'boolean';
    case 'read':
      return typeof message['upTo'] === 'number';
    case 'command':
      return PANEL_COMMANDS.includes(message['command'] as PanelCommand);
    default:
      return false;
  }
}
