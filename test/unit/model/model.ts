import { AssertionError } from 'node:assert/strict';
import fc from 'fast-check';
import { type Scenario, describeScenario, scenarios } from './steps';
import { World } from './world';

/** Plays one scenario; rejects with what was not as it must be. */
export async function play(scenario: Scenario): Promise<void> {
  const world = new World(scenario);
  try {
    await world.play();
  } finally {
    await world.end();
  }
}

/**
 * Plays random scenarios until one goes wrong, and then looks for the smallest part of it that does.
 * @returns how many were played
 * @throws an error that holds the scenario, one step a line, and the seed
 */
export async function search(options: {
  readonly seed: number;
  readonly runs: number;
  readonly maxSteps: number;
  /** Ends at the first that goes wrong. */
  readonly asFound?: boolean;
}): Promise<number> {
  const { seed, runs, maxSteps, asFound = false } = options;
  const property = fc.asyncProperty(scenarios(maxSteps), play);
  const found = await fc.check(property, { seed, numRuns: runs, endOnFailure: true });
  if (!found.failed || !found.counterexample) return found.numRuns;
  const [first] = found.counterexample;
  const scenario = asFound ? first : await smallest(first);
  const why = await problemOf(scenario);
  const message =
    `seed ${seed}, path ${found.counterexamplePath}, run ${found.numRuns}:\n` +
    `${describeScenario(scenario)}\n${why?.message ?? 'It went well the second time.'}`;
  // a promise that is broken; anything else is a program that fell over
  if (why instanceof AssertionError) throw new AssertionError({ message });
  throw new Error(message, { cause: why });
}

/** Leaves out whatever can be left out: first halves, then less and less. */
async function smallest(scenario: Scenario): Promise<Scenario> {
  let best = scenario;
  const tryOut = async (candidate: Scenario): Promise<boolean> => {
    if (!(await problemOf(candidate))) return false;
    best = candidate;
    return true;
  };
  for (let size = best.steps.length; size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.steps.length;) {
      const steps = [...best.steps.slice(0, at), ...best.steps.slice(at + size)];
      if (!(await tryOut({ ...best, steps }))) at += size;
    }
  }
  for (let windows = 0; windows < best.windows; windows++) await tryOut({ ...best, windows });
  return best;
}

async function problemOf(scenario: Scenario): Promise<Error | undefined> {
  try {
    await play(scenario);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
