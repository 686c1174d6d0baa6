import type { FromPanel } from '../src/panel/fromPanel';
import type { Store } from './store';

/** Opens and closes the card with the invitation. What it shows is asked for then, and forgotten at the end. */
export class InvitationCard {
  private wasShown = false;

  constructor(
    private readonly store: Store,
    private readonly post: (message: FromPanel) => void,
  ) {
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.isOpen) return;
      event.preventDefault();
      // VS Code would close a notification as well.
      event.stopPropagation();
      this.toggle(false);
    });
    // whoever goes elsewhere is done with it; a window that loses the focus is not elsewhere
    for (const type of ['pointerdown', 'focusin'] as const)
      document.addEventListener(type, ({ target }) => {
        if (this.isOpen && target instanceof Element && !target.closest('#invitation, #room-name, #invite'))
          this.store.dispatch({ type: 'invite', on: false });
      });
  }

  toggle(on: boolean): void {
    this.store.dispatch({ type: 'invite', on });
    if (on) this.refresh();
    else document.getElementById('room-name')?.focus();
  }

  /** What it shows may have changed. */
  refresh(): void {
    if (this.isOpen) this.post({ type: 'invitation' });
  }

  /** To be called when the panel was drawn: the focus goes to the card when it comes. */
  drawn(): void {
    const card = document.getElementById('copy-invitation');
    if (card && !this.wasShown) card.focus();
    this.wasShown = card !== null;
  }

  private get isOpen(): boolean {
    return this.store.state.invitation !== undefined;
  }
}
