// The names that VS Code knows our parts by, as in the manifest, and the keys of what it stores for us.

/** Each has its command in the list of src/editor/commands.ts, and its entry in package.json. */
export const COMMAND_IDS = [
  'tilde.host',
  'tilde.join',
  'tilde.openRecent',
  'tilde.setUsername',
  'tilde.leave',
  'tilde.roomSettings',
  'tilde.copyInvitation',
  'tilde.tryAgain',
  'tilde.copyAddress',
  'tilde.copyKey',
  'tilde.changeRoomKey',
  'tilde.lockRoom',
  'tilde.unlockRoom',
  'tilde.mentionMember',
  'tilde.directMessage',
  'tilde.removeMember',
  'tilde.removedMembers',
  'tilde.reactToMessage',
  'tilde.replyToMessage',
  'tilde.editMessage',
  'tilde.deleteMessage',
  'tilde.copySelection',
  'tilde.copyMessageText',
  'tilde.copyMessageMarkdown',
  'tilde.copyMessageLink',
  'tilde.ignoreMember',
  'tilde.unignoreMember',
  'tilde.clearHistory',
  'tilde.welcome',
  'tilde.showLog',
  'tilde.showChat',
  'tilde.openInEditor',
  'tilde.shareSelection',
] as const;
export type CommandId = (typeof COMMAND_IDS)[number];

export const HOST_ROOM: CommandId = 'tilde.host';
export const JOIN_ROOM: CommandId = 'tilde.join';
/** Takes the id of a room of before. */
export const OPEN_RECENT: CommandId = 'tilde.openRecent';

/** Goes back to the room that was left or not reached. */
export const TRY_AGAIN: CommandId = 'tilde.tryAgain';

/** Takes the new name. */
export const SET_USERNAME: CommandId = 'tilde.setUsername';
/** Takes the id of the member; without it, asks. */
export const IGNORE_MEMBER: CommandId = 'tilde.ignoreMember';

export const CHAT_VIEW = 'tilde.chat';
/** The chat in a tab of the editor. */
export const CHAT_EDITOR = 'tilde.editor';
/** The scheme of what others sent, as VS Code shows it beside one's own files. */
export const SENT_SCHEME = 'tilde-sent';
/** Shows the chat where it is. */
export const SHOW_CHAT: CommandId = 'tilde.showChat';
export const MEMBERS_VIEW = 'tilde.members';
/** The first steps, by the extension's id and their own. */
export const WALKTHROUGH = 'tilde-chat.tilde#start';

/** In the state of the workspace: what was not sent in rooms that no window goes back to. */
export const UNDELIVERED_MEMENTO = 'unsent';
/** In the state of the workspace: the room that its window is in. */
export const ROOM_MEMENTO = 'room';
/** In the state of the workspace: the room that its window was in last time, too long ago to go back by itself. */
export const LAST_ROOM_MEMENTO = 'lastRoom';
/** In the state of the workspace: texts that were begun and not sent. */
export const DRAFTS_MEMENTO = 'drafts';
/** In the global state: the emoji that the person used last. */
export const EMOJI_MEMENTO = 'emoji';
/** In the global state: the skin tone that the person chose for emoji. */
export const SKIN_TONE_MEMENTO = 'skinTone';
/** In the global state: the address whose key the person wants to leave in the settings. */
export const KEY_TOLD_MEMENTO = 'keyInSettings';
/** In the global state: whether the host was told once that a firewall may ask. */
export const FIREWALL_MEMENTO = 'firewall';
