// What somebody needs to join a room: its address, followed by its key if the room is private. On one line, as a link, or
// as a whole text for people.
import { type Address, type AddressProblem, formatAddress } from './address';
import { type RoomKeyProblem, formatRoomKey } from '../keys/roomKey';

export interface Invitation {
  readonly address: Address;
  /** In canonical form. */
  readonly key?: string;
}

/** Why a text is no invitation. The caller has the sentence in the person's language. */
export type InvitationProblem =
  | { readonly part: 'address'; readonly problem: AddressProblem }
  /** `typed` is the text in the key's place. */
  | { readonly part: 'key'; readonly problem: RoomKeyProblem; readonly typed: string };

/** The form that people are given. @param address `host:port` @param key in canonical form */
export const formatInvitation = (address: string, key?: string): string =>
  key === undefined ? address : `${address} ${formatRoomKey(key)}`;

/** The extension as editors know it: `publisher.name`. A link to it opens it. */
export const EXTENSION_ID = 'tilde-chat.tilde';

/**
 * The link that joins the room, after a question. The key stands behind `#`, which no program sends on.
 * @param scheme of the editor, such as `vscode`
 */
export function formatJoinLink(scheme: string, { host, port }: Address, key?: string): string {
  const link = `${scheme}://${EXTENSION_ID}/join?host=${encodeURIComponent(host)}&port=${port}`;
  return key === undefined ? link : `${link}#${formatRoomKey(key)}`;
}

/** An invitation as a text for people, with sentences in the language of the one who invites. */
export interface InvitationText {
  /** Names the room. Its name may look like anything, also like an address. */
  readonly intro: string;
  /** The likeliest first. */
  readonly addresses: readonly [Address, ...Address[]];
  /** In canonical form. */
  readonly key?: string | undefined;
  /** The scheme of links to the editor of the one who invites. */
  readonly scheme: string;
  /** What to do without the extension. */
  readonly withoutTilde: string;
}

/** The whole invitation. Each address is on a line of its own, with the key: the line that {@link formatInvitation} makes. */
export function formatInvitationText({
  intro,
  addresses,
  key,
  scheme,
  withoutTilde,
}: InvitationText): string {
  const lines = addresses.map((address) => formatInvitation(formatAddress(address), key));
  return [intro, lines.join('\n'), formatJoinLink(scheme, addresses[0], key), withoutTilde].join('\n\n');
}
