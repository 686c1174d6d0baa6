/** What could not be done. `message` is a localized sentence that says what to do, fit to be shown as it is. */
export class Failure extends Error {
  override readonly name = 'Failure';

  /** @param options.inPanel the chat panel shows it already, so nothing else need to */
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
