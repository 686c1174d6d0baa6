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
 * Plays random scenarios until one goes wrong, and then looks for the smallest that does.
 * @returns how many were played
 * @throws an error that holds the scenario, one step a line, and the seed
 */
export async function search(options: {
  readonly seed: number;
  readonly runs: number;
  readonly maxSteps: number;
  readonly maxMs?: number;
}): Promise<number> {
  const { seed, runs, maxSteps, maxMs } = options;
  const property = fc.asyncProperty(scenarios(maxSteps), play);
  const limit = maxMs === undefined ? {} : { interruptAfterTimeLimit: maxMs };
  const found = await fc.check(property, { seed, numRuns: runs, ...limit });
  if (!found.failed || !found.counterexample) return found.numRuns;
  const [scenario] = found.counterexample;
  const why =
    found.errorInstance instanceof Error ? found.errorInstance : new Error(String(found.errorInstance));
  throw new Error(
    `seed ${seed}, path ${found.counterexamplePath}, after ${found.numRuns} runs and ${found.numShrinks} shrinks:\n` +
      `${describeScenario(scenario)}\n${why.message}`,
    { cause: why },
  );
}
