import { type Action, reduce } from './state/reducer';
import { initialState, seenUpTo, type ViewState } from './state/viewState';

/** Holds the state of the panel. All changes go through `dispatch`. */
export class Store {
  private current = initialState;

  /**
   * @param onDidChange called after each change
   * @param onDidRead called when the person has read further, with the new order
   */
  constructor(
    private readonly onDidChange: () => void,
    private readonly onDidRead: (upTo: number) => void,
  ) {}

  get state(): ViewState {
    return this.current;
  }

  readonly dispatch = (action: Action): void => {
    const before = this.current;
    this.current = reduce(before, action);
    if (this.current !== before) this.onDidChange();
    const upTo = seenUpTo(this.current);
    if (upTo <= this.current.readUpTo) return;
    this.onDidRead(upTo);
    this.dispatch({ type: 'seen', upTo });
  };
}
