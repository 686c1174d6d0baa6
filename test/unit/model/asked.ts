import assert from 'node:assert/strict';
import type { Window } from './program';
import type { Truth } from './truth';
import { entries } from './views';

/** Something that a client took to be said or done. */
export interface Asked {
  window: Window;
  readonly id: string;
  readonly verb: 'say' | 'edit' | 'remove' | 'react';
  readonly text: string;
  /** The id of the message it is about, or answers. */
  readonly about?: string | undefined;
  /** The mid of the one it is for, if it is for one only. */
  readonly to?: string | undefined;
}

/** What has become of the world in which it was asked for. */
export interface Outcome {
  /** Whether its window is still there. */
  readonly isOpen: boolean;
  /** All rooms there were. */
  readonly rooms: ReadonlySet<Truth>;
  /** Whether a room has forgotten what was shown. */
  readonly mayForget: boolean;
}

/** What was said is in the room once, or its sender sees that it is not. */
export function checkAsked(
  { window, id, verb, text, about, to }: Asked,
  { isOpen, rooms, mayForget }: Outcome,
): void {
  const entry = entries(window).find(({ key }) => key === id);
  if (verb === 'say' && isOpen) {
    assert.ok(entry, `${text.slice(0, 20)} is gone from its sender's transcript`);
    assert.notEqual(entry.status, 'pending', `${text.slice(0, 20)} is pending for ever`);
  }
  const found = [...rooms].flatMap((truth) => truth.with(id).map((event) => ({ truth, event })));
  if (entry?.status === 'sent' && isOpen && window.truth && !mayForget)
    assert.ok(found.length > 0, `${text.slice(0, 20)} counts as sent, and is in no room`);
  for (const { truth, event } of found) {
    assert.equal(event.verb, verb);
    if (event.verb === 'say' && !event.removed) assert.equal(event.text, text);
    if (event.verb === 'say') assert.equal(event.to, to, 'P-5.11 it is for somebody else');
    const target = 'of' in event ? event.of : 'reply' in event ? event.reply : undefined;
    if (target === undefined) continue;
    const meant = truth.at(target);
    // it is lost with what an older copy of the history does not know
    if (!meant && mayForget) continue;
    const meantId = meant && 'id' in meant ? meant.id : undefined;
    assert.equal(meantId, about, `${verb} ${text.slice(0, 20)} is about another message than was meant`);
  }
}
