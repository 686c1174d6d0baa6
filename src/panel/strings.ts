/**
 * Every sentence the panel shows, by key, in English. The editor floor localizes the values and puts the result into the
 * page. `{name}` stands for a value the panel fills in. Numbers stand apart, so that no sentence needs a plural.
 */
export const panelStrings = {
  idleTitle: 'Chat with your team on your own network',
  idleText:
    'No account, no cloud, no internet. Host a room on this computer, or join the room of a teammate.',
  host: 'Host Room',
  join: 'Join Room',
  showLog: 'Show Log',
  leave: 'Leave Room',
  cancel: 'Cancel',
  yourName: 'Your username: {name}',
  setUsername: 'Set Username',
  changeUsername: 'Change Username',
  connecting: 'Connecting…',
  connectingTo: 'Trying to reach {address}.',
  backAgain: 'Connected again.',
  failedTitle: 'No connection',
  leftTitle: 'You are not in a room',
  youAre: 'You are {name}',
  membersCount: 'People in the room: {count}',
  privateRoom: 'Private',
  privateRoomText: 'Encrypted. Only people who have the key can join and read along.',
  openRoom: 'Open',
  openRoomText: 'Not encrypted. Anybody who can reach the room can join and read along.',
  noNewcomers: 'Locked: nobody new comes in.',
  basicRoom: 'An original chat server: it has no history, no list of people, and shows nobody typing.',
  emptyRoom: 'No messages yet. Say hello!',
  emptyRoomInvite: 'Teammates join by typing this address:',
  emptyRoomInvitePrivate: 'Teammates join by typing this address, and the key of the room:',
  emptyRoomLoopback:
    'Only this computer can reach the room, at the address below. For teammates, host it on the local network.',
  copyAddress: 'Copy Address',
  copyKey: 'Copy Key',
  copied: 'Copied',
  messages: 'Messages in {room}',
  you: '(you)',
  edited: '(edited)',
  sending: 'Sending…',
  notSent: 'Not sent.',
  retry: 'Retry',
  copy: 'Copy',
  loadingOlder: 'Loading older messages…',
  newMessages: 'New messages: {count}',
  toNewest: 'Newest messages',
  unread: 'New',
  toUnread: 'First unread message',
  typingOne: '{name} is typing…',
  typingTwo: '{first} and {second} are typing…',
  typingMany: 'Several people are typing…',
  composerLabel: 'Message to {room}',
  send: 'Send',
  sendsOnEnter: 'Send (Enter)',
  nothingToSend: 'Write a message first',
  tooLong: 'Too long by this many bytes: {count}. Shorten it, or send it in parts.',
  sentLater: 'What you send now goes out when the connection is back.',
  notConnected: 'Not connected. Join a room to send this.',
} as const;

export type PanelStringKey = keyof typeof panelStrings;
/** A complete set of the panel's sentences, in some language. */
export type PanelStrings = Readonly<Record<PanelStringKey, string>>;
