import * as v from 'valibot';
import { shortened } from '../../base/shortened';
import { withoutUndefined } from '../../base/withoutUndefined';
import { type Destination, Draft } from '../../panel/fromPanel';
import { inFront } from '../../panel/inFront';
import { inOrder } from '../../panel/inOrder';
import type { Parsed } from '../../panel/messageTable';
import { type PanelDraft, PanelMessage, type PanelRoom } from '../../panel/toPanel';
import type { ReadPlace } from '../session/roomMemory';

/** How many drafts are kept at most, those that were written last: more than there are conversations to write in. */
const MAX_DRAFTS = 100;
/** How much is kept of the message that a draft answers or changes, in code points: one line. */
const MAX_EXCERPT = 120;

/** The room that is shown. */
export interface DraftRoom {
  /** `order` as a place that means the same after a reload; undefined: there is none. */
  placeOf(order: number): ReadPlace | undefined;
  /** Where that place is now; undefined: it is in another room. */
  orderOf(place: ReadPlace): number | undefined;
  /** The message of that order, where it is here. */
  message(order: number): PanelMessage | undefined;
}

/** A draft as it is kept. */
const KeptDraft = v.object({
  text: Draft.entries.text,
  mentions: Draft.entries.mentions,
  code: Draft.entries.code,
  /** A new text for the message that it is about; not set: it answers that. */
  change: v.exactOptional(v.object({ text: v.string(), mentions: Draft.entries.mentions })),
  /** What it is about: where that stands, and its beginning, for as long as the message itself is not here. */
  about: v.exactOptional(
    v.object({ place: v.object({ room: v.string(), seq: v.number() }), message: PanelMessage }),
  ),
});
type KeptDraft = Parsed<typeof KeptDraft>;

/** As versions kept them that knew of nothing but texts. */
const TextAlone = v.pipe(
  v.string(),
  v.transform((text) => ({ text })),
);
const Entry = v.tuple([v.string(), v.union([TextAlone, KeptDraft])]);

const NOTHING: KeptDraft = { text: '' };

/**
 * What a person began to write to each room, and to single members of it, and has not sent. The host keeps it, because a
 * browser saves what its pages keep only now and then.
 */
export class Drafts {
  private readonly drafts: Map<string, KeptDraft>;
  /** What rooms were called -> what they are called now. */
  private readonly renamed = new Map<string, string>();
  /** What came back into drafts, by their keys. */
  private readonly cameBack = new Map<string, string>();

  /**
   * @param kept what `keep` was called with before; anything else counts as nothing
   * @param keep called at each change with all drafts, the one written last at the end
   */
  constructor(
    kept: unknown,
    private readonly keep: (entries: readonly (readonly [destination: string, draft: unknown])[]) => void,
  ) {
    const all: readonly unknown[] = Array.isArray(kept) ? kept : [];
    this.drafts = new Map(all.filter((one) => v.is(Entry, one)).map((one) => v.parse(Entry, one)));
  }

  of(destination: Destination, room: DraftRoom): PanelDraft {
    const { change, about, ...written } = this.kept(destination);
    const order = about && room.orderOf(about.place);
    const isHere = about !== undefined && order !== undefined;
    return withoutUndefined<PanelDraft>({
      ...destination,
      ...written,
      reply: change ? undefined : order,
      change: change && withoutUndefined<Draft['change'] & object>({ ...change, of: order }),
      about: isHere ? (room.message(order) ?? { ...about.message, order }) : undefined,
    });
  }

  set(draft: Draft, room: DraftRoom): void {
    const { text, mentions, code, reply, change } = draft;
    const about = this.about(draft, reply ?? change?.of, room);
    const kept = withoutUndefined<KeptDraft>({ text, mentions, code, about });
    if (!change) this.put(draft, kept);
    else {
      const { text: changed, mentions: named } = change;
      this.put(draft, { ...kept, change: { text: changed, ...(named && { mentions: named }) } });
    }
  }

  /** Puts what was not sent in front of what was written there since, in the order in which it was said. @param room undefined: it is not shown any more */
  putBack(draft: Draft, room?: DraftRoom): void {
    const since = this.kept(draft);
    const about = since.about ?? (since.change || !room ? undefined : this.about(draft, draft.reply, room));
    const key = keyOf(draft);
    const { written, cameBack } = inOrder(draft, since, this.cameBack.get(key) ?? '');
    this.cameBack.set(key, cameBack);
    this.put(draft, withoutUndefined<KeptDraft>({ ...since, ...written, about }));
  }

  /** A room is called something else now. What was written for it goes along. */
  rename(from: string, to: string): void {
    this.renamed.delete(to);
    this.renamed.set(from, to);
    const [oldest] = this.renamed.keys();
    if (this.renamed.size > MAX_DRAFTS && oldest !== undefined) this.renamed.delete(oldest);
    for (const [key, draft] of [...this.drafts]) {
      const [room = '', member] = key.split('\n');
      if (room !== from) continue;
      this.drafts.delete(key);
      const destination = withoutUndefined<Destination>({ room: to, to: member });
      const there = this.kept(destination);
      this.put(destination, { ...there, ...draft, ...inFront(draft, there) });
    }
  }

  /** A room has that name now: it is no longer what another one was called before. */
  taken(room: string): void {
    this.renamed.delete(room);
  }

  /** What the room is called now that a page knows as `room`. */
  roomNow(room: string): string {
    let now = room;
    for (let next = this.renamed.get(now); next !== undefined; next = this.renamed.get(now)) now = next;
    return now;
  }

  private kept(destination: Destination): KeptDraft {
    return this.drafts.get(keyOf(destination)) ?? NOTHING;
  }

  private put(destination: Destination, draft: KeptDraft): void {
    const key = keyOf(destination);
    this.drafts.delete(key);
    const { text, code, change, about } = draft;
    if (text !== '' || code || change || about) this.drafts.set(key, draft);
    const [oldest] = this.drafts.keys();
    if (this.drafts.size > MAX_DRAFTS && oldest !== undefined) this.drafts.delete(oldest);
    for (const one of this.cameBack.keys()) if (!this.drafts.has(one)) this.cameBack.delete(one);
    this.keep([...this.drafts]);
  }

  private about(destination: Destination, order: number | undefined, room: DraftRoom): KeptDraft['about'] {
    const place = order === undefined ? undefined : room.placeOf(order);
    if (order === undefined || !place) return undefined;
    const message = room.message(order);
    const { about } = this.kept(destination);
    if (message) return { place: { ...place }, message: beginningOf(message) };
    return about && room.orderOf(about.place) === order ? about : undefined;
  }
}

/** The message without what no draft shows of it. */
const beginningOf = (message: PanelMessage): PanelMessage => {
  const { kind, key, order, at, author, authorKey, color, own, text, code, status } = message;
  const line = shortened(text === '' ? (code?.text ?? '') : text, MAX_EXCERPT);
  return { kind, key, order, at, author, authorKey, color, own, status, text: line };
};

const keyOf = ({ room, to }: Destination): string => (to === undefined ? room : `${room}\n${to}`);

/** What tells rooms apart here. A room this window hosts has a different address in each network. */
export const draftKey = ({ name, address, hosting }: PanelRoom): string =>
  hosting ? `own ${name}` : `${address} ${name}`;
