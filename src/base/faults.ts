// A fault is a bug of ours, thrown by code that others call, such as a listener. It must not stop its caller, and it must
// not go unnoticed.

/** Takes a fault; it does not throw. */
export type FaultReporter = (fault: unknown) => void;

/** The default: throws the fault as an uncaught error, which also fails the test that is running. */
const throwLater: FaultReporter = (fault) =>
  queueMicrotask(() => {
    throw fault;
  });

let reporter = throwLater;

/** Sets the program's reporter, usually to its log. To be called when the program starts. @returns the previous one */
export function setFaultReporter(next: FaultReporter): FaultReporter {
  const before = reporter;
  reporter = next;
  return before;
}

export function reportFault(fault: unknown): void {
  reporter(fault);
}

/** `fn` for callers that its faults must not stop: a fault is reported and not thrown. */
export const guarded =
  <A extends readonly unknown[]>(fn: (...args: A) => void): ((...args: A) => void) =>
  (...args) => {
    try {
      fn(...args);
    } catch (fault) {
      reportFault(fault);
    }
  };

/** A fault as text for the log, with its stack if it has one. */
export const faultText = (fault: unknown): string =>
  fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
