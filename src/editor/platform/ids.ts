// The names by which VS Code knows our parts, as in the manifest, and those of what it stores for us.

export const COMMAND_IDS = [
  'tilde.host',
  'tilde.join',
  'tilde.setUsername',
  'tilde.leave',
  'tilde.copyAddress',
  'tilde.copyKey',
  'tilde.changeRoomKey',
  'tilde.lockRoom',
  'tilde.unlockRoom',
  'tilde.removeMember',
  'tilde.ignoreMember',
  'tilde.unignoreMember',
  'tilde.clearHistory',
  'tilde.showLog',
] as const;
export type CommandId = (typeof COMMAND_IDS)[number];

export const CHAT_VIEW = 'tilde.chat';
export const MEMBERS_VIEW = 'tilde.members';

/** Beside the room: what was said in rooms to which no window goes back any more, and not sent. */
export const UNDELIVERED_MEMENTO = 'unsent';
/** In the state of the workspace, so that each window has its own: the room it is in. */
export const ROOM_MEMENTO = 'room';
/** Where, beside it, what was begun and not sent is noted. */
export const DRAFTS_MEMENTO = 'drafts';
