// Editor links to one message of a room, `{scheme}://tilde-chat.tilde/message?host=…&port=…&room=…&seq=…`. They have no key:
// who may read along is another question, which an invitation answers.
import { type Result, fail, ok } from '../../base/result';
import type { Address } from './address';
import { EXTENSION_ID } from './invitation';
import { type JoinLinkProblem, parseJoinLink } from './joinLink';

/** Where a message stands. */
export interface MessagePlace {
  readonly address: Address;
  /** The id of its room. */
  readonly room: string;
  readonly seq: number;
}

/** @param scheme of the editor, such as `vscode` */
export function formatMessageLink(
  scheme: string,
  { address: { host, port }, room, seq }: MessagePlace,
): string {
  const [where, id] = [host, room].map(encodeURIComponent);
  return `${scheme}://${EXTENSION_ID}/message?host=${where}&port=${port}&room=${id}&seq=${seq}`;
}

/** Reads such a link. @param path decoded @param query percent-encoded or not; undefined: it leads to something else */
export function parseMessageLink(
  path: string,
  query: string,
): Result<MessagePlace, JoinLinkProblem> | undefined {
  if (path !== '/message') return undefined;
  const values = new URLSearchParams(query);
  const [room, seq] = [values.get('room') ?? '', values.get('seq') ?? ''];
  const invitation = parseJoinLink('/join', query);
  if (!invitation.ok) return invitation;
  if (room === '' || !/^[1-9]\d{0,15}$/.test(seq)) return fail('bad-link');
  return ok({ address: invitation.value.address, room, seq: Number(seq) });
}
