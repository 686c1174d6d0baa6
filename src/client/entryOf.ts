import type { RoomEvent } from '../protocol/messages';
import type { NewEntry } from './transcript';

/** What an event shows in the transcript, if it shows anything of its own. @param self `by` of one's own events */
export function entryOf(event: RoomEvent, self: string | undefined): NewEntry | undefined {
  const { at, by } = event;
  const own = by === self;
  switch (event.verb) {
    case 'say':
      return { kind: 'message', at, from: event.from, by, own, text: textOf(event), status: 'sent' };
    case 'join':
    case 'leave':
      return { kind: 'notice', at, notice: { kind: event.verb, name: event.name, own } };
    case 'rename':
      return { kind: 'notice', at, notice: { kind: 'rename', name: event.name, to: event.to, own } };
    case 'edit':
    case 'remove':
    case 'react':
      return undefined;
  }
}

/** Code that comes with a text stands below it, as plain peers see it (P-8). */
function textOf({ text, code }: Extract<RoomEvent, { verb: 'say' }>): string {
  return [text, ...(code ? [`${code.path}:${code.start}-${code.end}`, code.text] : [])]
    .filter(Boolean)
    .join('\n');
}
