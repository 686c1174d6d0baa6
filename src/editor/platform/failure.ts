/** What could not be done. `message` is a localized sentence that says what to do; it is shown as it is. */
export class Failure extends Error {
  override readonly name = 'Failure';

  /** @param options.inPanel the chat panel shows it already: no notification is needed */
  constructor(
    message: string,
    private readonly options: ErrorOptions & { readonly inPanel?: boolean } = {},
  ) {
    super(message, options);
  }

  get inPanel(): boolean {
    return this.options.inPanel ?? false;
  }
}
