/** What could not be done. `message` is a localized sentence that says what to do, fit to be shown as it is. */
export class Failure extends Error {
  override readonly name = 'Failure';
}
