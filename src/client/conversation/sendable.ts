import { type Result, fail, ok } from '../../base/result';
import { isEmoji, qualifiedEmoji } from '../../protocol/emoji';
import { wireError } from '../../protocol/errorCodes';
import { DEFAULT_LIMITS } from '../../protocol/limits';
import { parseText } from '../../protocol/text';
import type { ClientProblem, RoomInfo } from '../types/clientTypes';
import type { Outgoing } from '../link/link';
import { NOT_SUPPORTED } from '../types/problems';

/** What can be sent in this room, as it will be. @param room undefined: not known yet */
export function sendable(what: Outgoing, room: RoomInfo | undefined): Result<Outgoing, ClientProblem> {
  if (room?.kind === 'seed' && !isPlain(what)) return fail(NOT_SUPPORTED);
  if (what.verb === 'remove') return ok(what);
  if (what.verb === 'react') {
    const emoji = qualifiedEmoji(what.payload.emoji);
    return isEmoji(emoji)
      ? ok({ ...what, payload: { ...what.payload, emoji } })
      : fail(wireError('bad-emoji'));
  }
  if (what.verb === 'say' && what.payload.code && what.payload.text === '') return ok(what);
  const text = parseText(what.payload.text, room?.limits.maxTextBytes ?? DEFAULT_LIMITS.maxTextBytes);
  if (!text.ok) return text;
  return ok({ ...what, payload: { ...what.payload, text: text.value } } as Outgoing);
}

/** Whether an original server can carry it. */
function isPlain({ verb, payload }: Outgoing): boolean {
  return (
    verb === 'say' && payload.code === undefined && payload.reply === undefined && payload.to === undefined
  );
}
