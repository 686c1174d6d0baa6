// Faults: mistakes of our own in code that is called beside others, such as a listener. They stop nobody else, and they
// do not pass unseen either.

/** Takes a fault; it does not throw. */
export type FaultReporter = (fault: unknown) => void;

/** What becomes of faults where no program has said otherwise: as uncaught errors they also fail the test that is running. */
const throwLater: FaultReporter = (fault) =>
  queueMicrotask(() => {
    throw fault;
  });

let reporter = throwLater;

/** Each program names one reporter when it starts, its log. @returns the one before, for tests to put back */
export function setFaultReporter(next: FaultReporter): FaultReporter {
  const before = reporter;
  reporter = next;
  return before;
}

export function reportFault(fault: unknown): void {
  reporter(fault);
}

/** As a listener for events that others fire: a fault in `fn` is reported and goes no further. */
export const guarded =
  <A extends readonly unknown[]>(fn: (...args: A) => void): ((...args: A) => void) =>
  (...args) => {
    try {
      fn(...args);
    } catch (fault) {
      reportFault(fault);
    }
  };

/** A fault as a log has it: with its stack, where it has one. */
export const faultText = (fault: unknown): string =>
  fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
