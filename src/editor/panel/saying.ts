import { withoutUndefined } from '../../base/withoutUndefined';
import type { RequestProblem } from '../../client/types/clientTypes';
import type { Destination, Draft, PanelCode } from '../../panel/fromPanel';
import { inFront } from '../../panel/inFront';
import { splitText, type TextPart } from '../../panel/splitText';
import type { RoomSession } from '../session/roomSession';

/** What could not even be tried to say, and why. */
export interface Unsaid {
  readonly left: Draft;
  readonly problem: RequestProblem;
}

/** Says what was written, in several messages where it is too long for one, and takes it back. */
export class Saying {
  /** What was said last, where that took several messages. */
  private split: { readonly destination: Destination; readonly parts: readonly TextPart[] } | undefined;

  constructor(private readonly session: () => Pick<RoomSession, 'say' | 'takeBack'>) {}

  /** @param maxTextBytes the longest text of a message. What cannot be tried ends it: nothing behind that is said. */
  say(draft: Draft, maxTextBytes: number): Unsaid | undefined {
    const { room, to, text, reply, code, mentions } = draft;
    const split = splitText(text, maxTextBytes);
    // without a text, there is code; a text for too many messages is refused as a whole
    const parts = split && split.length > 1 ? split : [{ text, rest: text }];
    for (const [i, part] of parts.entries()) {
      const first = i === 0 ? { reply, code } : {};
      const named = mentions?.filter(({ name }) => part.text.includes(`@${name}`));
      const problem = this.session().say(
        part.text,
        withoutUndefined({ to, ...first, mentions: named?.length ? named : undefined }),
      );
      if (!problem) continue;
      return { problem, left: withoutUndefined<Draft>({ room, to, mentions, ...first, text: part.rest }) };
    }
    this.split = parts.length > 1 ? { destination: withoutUndefined({ room, to }), parts } : undefined;
    return undefined;
  }

  /** Takes back what was said last there, as far as it was not sent yet. @returns undefined: all of it was */
  takeBack(destination: Destination): Draft | undefined {
    const { split } = this;
    this.split = undefined;
    const isSame = split?.destination.room === destination.room && split.destination.to === destination.to;
    const parts = isSame ? split.parts : [];
    let draft: Draft | undefined;
    for (let i = Math.max(parts.length, 1) - 1; i >= 0; i -= 1) {
      const taken = this.session().takeBack(destination.to);
      if (!taken) break;
      const part = parts[i];
      const { code, mentions } = taken;
      const back = { text: taken.text, mentions, code: code && withoutUndefined<PanelCode>(code) };
      const written = inFront(withoutUndefined(back), draft ?? { text: '' });
      // something else may have been said in between
      const text = part?.text === taken.text ? part.rest : written.text;
      draft = withoutUndefined<Draft>({ ...destination, ...written, text, reply: taken.reply });
    }
    return draft;
  }
}
