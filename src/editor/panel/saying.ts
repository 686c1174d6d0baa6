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

/** One of the messages that a draft takes, and the text that is left where it begins. */
interface Part extends TextPart {
  readonly code?: PanelCode;
}

/** Says what was written, in several messages where it is too long for one or quotes several pieces of code, and takes it back. */
export class Saying {
  /** What was said last, where that took several messages. */
  private split: { readonly destination: Destination; readonly parts: readonly Part[] } | undefined;

  constructor(private readonly session: () => Pick<RoomSession, 'say' | 'takeBack'>) {}

  /** @param maxTextBytes the longest text of a message. What cannot be tried ends it: nothing behind that is said. */
  say(draft: Draft, maxTextBytes: number): Unsaid | undefined {
    const { room, to, reply, mentions, codes = [] } = draft;
    const parts = partsOf(draft, maxTextBytes);
    for (const [i, { text, rest, code }] of parts.entries()) {
      const answers = i === 0 ? reply : undefined;
      const named = mentions?.filter(({ name }) => text.includes(`@${name}`));
      const problem = this.session().say(
        text,
        withoutUndefined({ to, reply: answers, code, mentions: named?.length ? named : undefined }),
      );
      if (!problem) continue;
      const left = codes.slice(parts.slice(0, i).filter((part) => part.code).length);
      return {
        problem,
        left: withoutUndefined<Draft>({
          ...{ room, to, text: rest, reply: answers, mentions },
          codes: left.length > 0 ? left : undefined,
        }),
      };
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
      const codes = code && [withoutUndefined<PanelCode>(code)];
      const back = { text: taken.text, mentions, codes };
      const written = inFront(withoutUndefined(back), draft ?? { text: '' });
      // something else may have been said in between
      const isPart = part !== undefined && part.text !== '' && part.text === taken.text;
      const text = isPart ? part.rest : written.text;
      draft = withoutUndefined<Draft>({ ...destination, ...written, text, reply: taken.reply });
    }
    return draft;
  }
}

/** A text for too many messages is one of them all the same: the room refuses it as a whole. Without a text, there is code. */
function partsOf({ text, codes = [] }: Draft, maxTextBytes: number): readonly Part[] {
  const split = splitText(text, maxTextBytes);
  const texts = split && split.length > 1 ? split : [{ text, rest: text }];
  const [code, ...others] = codes;
  return [
    ...texts.map((part, i) => ({ ...part, ...(i === 0 && code && { code }) })),
    ...others.map((other) => ({ text: '', rest: '', code: other })),
  ];
}
