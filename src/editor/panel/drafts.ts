import * as v from 'valibot';
import { shortened } from '../../base/shortened';
import { withoutUndefined } from '../../base/withoutUndefined';
import { type Destination, Draft } from '../../panel/fromPanel';
import { inFront } from '../../panel/inFront';
import { inOrder } from '../../panel/inOrder';
import type { Parsed } from '../../panel/messageTable';
import { type PanelDraft, PanelMessage } from '../../panel/entrySchemas';
import type { ReadPlace } from '../session/roomMemory';
import type { KnownRoom } from './knownRoom';

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
  /** Where the room was last, as in {@link KnownRoom}; not set: that is what it is known by. */
  place: v.exactOptional(v.string()),
  text: Draft.entries.text,
  mentions: Draft.entries.mentions,
  codes: Draft.entries.codes,
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
  /** What rooms were known by -> what they are known by now. */
  private readonly moved = new Map<string, string>();
  /** The room that the window is in, or was in last. */
  private here: KnownRoom | undefined;
  /** The beginning of each draft that came back, by its key. */
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
    const { text, mentions, codes, change, about } = this.kept(destination);
    const order = about && room.orderOf(about.place);
    const isHere = about !== undefined && order !== undefined;
    return withoutUndefined<PanelDraft>({
      ...destination,
      ...{ text, mentions, codes },
      reply: change ? undefined : order,
      change: change && withoutUndefined<Draft['change'] & object>({ ...change, of: order }),
      about: isHere ? (room.message(order) ?? { ...about.message, order }) : undefined,
    });
  }

  set(draft: Draft, room: DraftRoom): void {
    const { text, mentions, codes, reply, change } = draft;
    const about = this.about(draft, reply ?? change?.of, room);
    const kept = withoutUndefined<KeptDraft>({ text, mentions, codes, about });
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

  /**
   * The window is in that room now. What was written there comes along, where the room was known by something else.
   * @param before what it was known by until now, where that is certain
   * @returns whether it was known by something else
   */
  enter(room: KnownRoom, before = room.key): boolean {
    const { key, places } = room;
    this.here = room;
    this.moved.delete(key);
    const known = new Set([before]);
    for (const [entry, { place }] of this.drafts) {
      const { room: from } = destinationOf(entry);
      if (places.includes(place ?? from)) known.add(from);
    }
    known.delete(key);
    for (const from of known) this.move(from, key);
    const misplaced = [...this.drafts].filter(
      ([entry, { place = key }]) => destinationOf(entry).room === key && place !== places[0],
    );
    for (const [entry, draft] of misplaced) this.drafts.set(entry, { ...draft, place: places[0] });
    if (misplaced.length > 0) this.keep([...this.drafts]);
    return known.size > 0;
  }

  /** What the room is known by now that a page knows as `room`. */
  roomNow(room: string): string {
    return this.moved.get(room) ?? room;
  }

  private move(from: string, to: string): void {
    for (const [earlier, now] of this.moved) if (now === from) this.moved.set(earlier, to);
    this.moved.set(from, to);
    const [oldest] = this.moved.keys();
    if (this.moved.size > MAX_DRAFTS && oldest !== undefined) this.moved.delete(oldest);
    for (const [key, draft] of [...this.drafts]) {
      const written = destinationOf(key);
      if (written.room !== from) continue;
      this.drafts.delete(key);
      const destination = { ...written, room: to };
      const there = this.kept(destination);
      this.put(destination, { ...there, ...draft, ...inFront(draft, there) });
    }
  }

  private kept(destination: Destination): KeptDraft {
    return this.drafts.get(keyOf(destination)) ?? NOTHING;
  }

  private put(destination: Destination, draft: KeptDraft): void {
    const key = keyOf(destination);
    const { text, codes, change, about } = draft;
    const { here } = this;
    const place =
      here?.key === destination.room ? here.places[0] : (draft.place ?? this.drafts.get(key)?.place);
    this.drafts.delete(key);
    if (text !== '' || codes || change || about)
      this.drafts.set(key, withoutUndefined<KeptDraft>({ ...draft, place }));
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

function destinationOf(key: string): Destination {
  const [room = '', to] = key.split('\n');
  return withoutUndefined<Destination>({ room, to });
}
