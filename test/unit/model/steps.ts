// What can happen in the model, as plain data: it can be printed, and shrinks well.
import fc from 'fast-check';
import type { Fault } from './memoryDisk';

export const SLOTS = 7;

interface Slot {
  readonly slot: number;
}

export type Step =
  /** Comes into the room, for the first time or again. */
  | (Slot & { readonly do: 'join' | 'leave' | 'retry-now' | 'read-back' })
  /** Says so many messages at once. */
  | (Slot & {
      readonly do: 'say';
      readonly count: number;
      readonly kind: 'short' | 'long' | 'code' | 'reply';
    })
  /** Says something to one member only: whoever sits at `to`. */
  | (Slot & { readonly do: 'whisper'; readonly to: number; readonly count: number })
  /** Does something to the newest message but `back`, or the oldest: an own one, or to react, any. */
  | (Slot & { readonly do: 'edit' | 'remove' | 'react' | 'unreact'; readonly back: number })
  | (Slot & { readonly do: 'rename'; readonly name: string })
  /** Says a message that failed again. */
  | (Slot & { readonly do: 'retry' })
  /** The window closes and opens again. */
  | (Slot & { readonly do: 'reload'; readonly silently: boolean })
  /** The connection breaks: parts of what is on its way that arrive, in tenths; when each end notices, if ever. */
  | (Slot & {
      readonly do: 'cut';
      readonly up: number;
      readonly down: number;
      readonly clientMs: number | undefined;
      readonly serverMs: number | undefined;
    })
  | (Slot & { readonly do: 'stall'; readonly way: 'up' | 'down'; readonly ms: number })
  /** The server ends and another one begins: with the history, an older copy of it (in tenths), or none. */
  | {
      readonly do: 'restart';
      readonly how: 'killed' | 'power-cut' | 'stopped';
      readonly history: 'kept' | 'older' | 'none';
      readonly tenths: number;
      readonly downMs: number;
    }
  /** From here on the disk takes no more bytes, or does not make them last; or all is well with it again. */
  | { readonly do: 'disk'; readonly fault: Fault | undefined }
  /** At the address there is another room for a while. */
  | { readonly do: 'foreign-room'; readonly ms: number }
  /** Somebody sets the date of all computers on, or back. */
  | { readonly do: 'set-date'; readonly byMs: number }
  | { readonly do: 'wait'; readonly ms: number };

export interface Scenario {
  readonly seed: number;
  /** Whether the server has a history file. */
  readonly saves: boolean;
  /** How many events the server keeps in memory. */
  readonly keeps: 'much' | 'little';
  /** How large the file may become. */
  readonly file: 'large' | 'small';
  readonly outbox: 'large' | 'small';
  /** How many are in the room when it begins. */
  readonly windows: number;
  /** Each with how long it takes until the next, in milliseconds. */
  readonly steps: readonly (readonly [step: Step, ms: number])[];
}

const slot = fc.nat(SLOTS - 1);
const back = fc.oneof({ weight: 3, arbitrary: fc.nat(4) }, fc.nat(300));
const tenths = fc.nat(10);
const noticedMs = fc.oneof(fc.nat(3000), fc.constant(undefined));
const is = <const T>(value: T) => fc.constant(value);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: is('join'), slot }) },
  {
    weight: 12,
    arbitrary: fc.record({
      do: is('say'),
      slot,
      count: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 1, max: 3 }) },
        fc.integer({ min: 4, max: 30 }),
      ),
      kind: fc.constantFrom('short', 'short', 'short', 'reply', 'code', 'long'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: is('whisper'), slot, to: slot, count: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: is('edit'), slot, back }) },
  { weight: 2, arbitrary: fc.record({ do: is('remove'), slot, back }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('react', 'unreact'), slot, back }) },
  { weight: 1, arbitrary: fc.record({ do: is('rename'), slot, name: fc.constantFrom('ann', 'zoe', 'Bob') }) },
  { weight: 1, arbitrary: fc.record({ do: is('retry'), slot }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: is('cut'),
      slot,
      up: tenths,
      down: tenths,
      clientMs: noticedMs,
      serverMs: noticedMs,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: is('stall'),
      slot,
      way: fc.constantFrom('up', 'down'),
      ms: fc.integer({ min: 100, max: 20_000 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('leave', 'read-back'), slot }) },
  { weight: 2, arbitrary: fc.record({ do: is('retry-now'), slot }) },
  { weight: 2, arbitrary: fc.record({ do: is('reload'), slot, silently: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: is('restart'),
      how: fc.constantFrom('killed', 'power-cut', 'stopped'),
      history: fc.constantFrom('kept', 'kept', 'older', 'none'),
      tenths,
      downMs: fc.nat(5000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: is('disk'), fault: fc.constantFrom('full', 'no-sync', undefined) }),
  },
  { weight: 1, arbitrary: fc.record({ do: is('foreign-room'), ms: fc.integer({ min: 500, max: 8000 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: is('set-date'),
      byMs: fc.constantFrom(31_536_000_000, -31_536_000_000, 86_400_000, -3_600_000, -1_000_000_000_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: is('wait'),
      ms: fc.oneof({ weight: 6, arbitrary: fc.nat(60_000) }, fc.constant(11 * 60_000)),
    }),
  },
);

export const scenarios = (maxSteps: number): fc.Arbitrary<Scenario> =>
  fc.record({
    seed: fc.nat(1_000_000),
    saves: fc.boolean(),
    keeps: fc.constantFrom('much', 'much', 'little'),
    file: fc.constantFrom('large', 'small'),
    outbox: fc.constantFrom('large', 'small'),
    windows: fc.nat(SLOTS),
    steps: fc.array(fc.tuple(step, fc.oneof(fc.nat(80), fc.nat(1500))), {
      minLength: 4,
      maxLength: maxSteps,
      size: 'max',
    }),
  });

/** A scenario to read, and to give back to the model: one step a line. */
export const describeScenario = ({ steps, ...rest }: Scenario): string =>
  [JSON.stringify(rest), ...steps.map((one) => `  ${JSON.stringify(one)}`)].join('\n');
