import * as v from 'valibot';
import type { Clock } from '../../base/clock';
import { systemClock } from '../../base/systemClock';
import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/emitter';
import type { Logger } from '../../base/logger';
import type { ChatSession } from '../session/chatSession';
import { RecordFolder } from '../storage/recordFolder';

const MAX_IGNORED = 500;

const IgnoredPerson = v.object({
  id: v.string(),
  /** As they were called then. */
  name: v.string(),
  /** When it began; milliseconds since the epoch. */
  at: v.number(),
});

export type IgnoredPerson = v.InferOutput<typeof IgnoredPerson>;

/**
 * Whom this installation ignores: what they say is not shown. Nobody is told. By their `mid`, which is the same as long
 * as a room is; an original server has only names.
 */
export class Ignored implements Disposable {
  private readonly records: RecordFolder<IgnoredPerson>;
  private people: ReadonlyMap<string, IgnoredPerson> = new Map();
  private readonly _onDidChange = new Emitter<void>();
  /** `has` and `list` are others. */
  readonly onDidChange = this._onDidChange.event;

  constructor(
    folder: string,
    logger: Logger,
    private readonly session: Pick<ChatSession, 'isBasic' | 'lastJoined'>,
    private readonly clock: Clock = systemClock,
  ) {
    this.records = new RecordFolder({
      ...{ folder, schema: IgnoredPerson, max: MAX_IGNORED, logger },
      idOf: ({ id }) => id,
    });
    this.refresh();
  }

  /** The last one is first. */
  get list(): readonly IgnoredPerson[] {
    return [...this.people.values()];
  }

  /** Whether the author of that `mid`, in the room of now, is ignored. */
  has(memberId: string): boolean {
    return this.people.has(this.idOf(memberId));
  }

  ignore({ memberId, name }: { readonly memberId: string; readonly name: string }): void {
    this.records.put({ id: this.idOf(memberId), name, at: this.clock.date() });
    this.refresh();
  }

  /** @param id of the list */
  unignore(id: string): void {
    this.records.delete(id);
    this.refresh();
  }

  /** Ends it for the author of that `mid`, in the room of now. */
  unignoreMember(memberId: string): void {
    this.unignore(this.idOf(memberId));
  }

  /** Looks what other windows have changed. */
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
    return this.session.isBasic ? `${this.session.lastJoined ?? ''}~${memberId}` : memberId;
  }
}
