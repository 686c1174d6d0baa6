import * as v from 'valibot';
import type { Clock } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import type { Logger } from '../../base/logger';
import type { ChatSession } from '../session/chatSession';
import type { RoomSession } from '../session/roomSession';
import { RecordFolder } from '../storage/recordFolder';

const MAX_IGNORED = 500;

const IgnoredPerson = v.object({
  id: v.string(),
  /** Their name at that time. */
  name: v.string(),
  /** Since when, in milliseconds since the epoch. */
  at: v.number(),
});

export type IgnoredPerson = v.InferOutput<typeof IgnoredPerson>;

/**
 * The people whom this installation ignores: it does not show what they say, and tells nobody. They are known by their
 * member id, which stays the same as long as the room exists; an original server has only names.
 */
export class Ignored implements Disposable {
  private readonly records: RecordFolder<IgnoredPerson>;
  private people: ReadonlyMap<string, IgnoredPerson> = new Map();
  private readonly _onDidChange = new Emitter<void>();
  /** Fires when `has` and `list` change. */
  readonly onDidChange = this._onDidChange.event;

  constructor(
    folder: string,
    logger: Logger,
    private readonly session: Pick<ChatSession, 'lastJoined'> & {
      readonly current: Pick<RoomSession, 'isBasic'>;
    },
    private readonly clock: Clock = systemClock,
  ) {
    this.records = new RecordFolder({
      folder,
      schema: IgnoredPerson,
      max: MAX_IGNORED,
      logger,
      idOf: ({ id }) => id,
    });
    this.refresh();
  }

  /** The person who was ignored last is first. */
  get list(): readonly IgnoredPerson[] {
    return [...this.people.values()];
  }

  /** Whether this member of the present room is ignored. */
  has(memberId: string): boolean {
    return this.people.has(this.idOf(memberId));
  }

  ignore({ memberId, name }: { readonly memberId: string; readonly name: string }): void {
    this.records.put({ id: this.idOf(memberId), name, at: this.clock.date() });
    this.refresh();
  }

  /** @param id as in `list` */
  unignore(id: string): void {
    const person = this.records.get(id);
    if (person) this.records.delete(person);
    this.refresh();
  }

  /** Stops ignoring a member of the present room. */
  unignoreMember(memberId: string): void {
    this.unignore(this.idOf(memberId));
  }

  /** Reads what other windows have changed. */
  refresh(): void {
    const people = this.records.list();
    if (JSON.stringify(people) === JSON.stringify(this.list)) return;
    this.people = new Map(people.map((person) => [person.id, person]));
    this._onDidChange.fire();
  }

  dispose(): void {
    this._onDidChange.dispose();
  }

  private idOf(memberId: string): string {
    return this.session.current.isBasic ? `${this.session.lastJoined ?? ''}~${memberId}` : memberId;
  }
}
