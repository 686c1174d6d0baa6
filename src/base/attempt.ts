/** Runs `act`. If it throws, tells `report` why and returns undefined. */
export function attempt<T>(act: () => T, report: (error: unknown) => void): T | undefined {
  try {
    return act();
  } catch (error) {
    report(error);
    return undefined;
  }
}
