import type { Page } from '../../client/conversation/entry';
import type { Conversations } from '../direct/conversations';
import type { RoomSession } from '../session/roomSession';
import type { ToPanelOf } from './panelFeed';

/** How many entries a snapshot or a page of older ones holds. */
const PAGE_SIZE = 200;
/**
 * Most requests for the newest page of what is said to everybody; each asks the room for many pages. There is something of
 * that, however much was said elsewhere since. Of what is said with one member there is most likely nothing.
 */
const MAX_REQUESTS = 4;

type ReadSession = Pick<RoomSession, 'page' | 'loadOlder' | 'mayHaveOlder' | 'messageAt' | 'isMissing'>;

export interface ShownPagesParts {
  readonly session: { readonly current: ReadSession };
  readonly conversations: Pick<Conversations, 'shown' | 'isShown' | 'showThatOf'>;
}

/** What was shown when the room was asked. Something else may be shown when it answers. */
interface Shown {
  readonly session: ReadSession;
  readonly conversation: string | undefined;
}

/** Pages of the conversation that is shown: what is here of it, and what the room has to be asked for. */
export class ShownPages {
  /** What is being fetched, because nothing of it is here. */
  private fetching: Shown | undefined;
  /** What was looked for last, and not found yet though the room has more. */
  private unfinished: Shown | undefined;
  /** Conversations of which the room has nothing: it was asked as far back as it goes. */
  private readonly nowhere = new WeakMap<ReadSession, Set<string | undefined>>();

  constructor(private readonly parts: ShownPagesParts) {}

  /** The newest page. `more`: there may be older ones, or the first one is still being fetched. */
  newest(): Page {
    const { session, conversations } = this.parts;
    const { entries, more } = session.current.page(undefined, PAGE_SIZE, conversations.isShown);
    const { fetching } = this;
    const mayHaveMore =
      entries.length > 0 ? session.current.mayHaveOlder : fetching !== undefined && this.isShown(fetching);
    return { entries, more: more || mayHaveMore };
  }

  /** The page that ends before the entry of order `before`. It may have to come from the server. */
  older(before: number): Promise<Page> {
    return this.parts.session.current.loadOlder(before, PAGE_SIZE, this.parts.conversations.isShown);
  }

  /**
   * Fetches the newest page where nothing of it is here: what came last may all be said elsewhere. It ends with the first
   * messages, at the beginning, after so many pages, or where the room does not answer. Where that is so, it is tried again. After so
   * many pages, it goes on from there, but only once something else was shown.
   * @returns undefined: there is nothing to fetch, or it is being fetched; else whether it is still shown by then
   */
  fetch(): Promise<boolean> | undefined {
    const { session, conversations } = this.parts;
    const { current } = session;
    if (this.unfinished && !this.isShown(this.unfinished)) this.unfinished = undefined;
    const isHere = current.page(undefined, 1, conversations.isShown).entries.length > 0;
    if (isHere || !current.mayHaveOlder || (this.fetching && this.isShown(this.fetching))) return undefined;
    const fetching = this.shown;
    if (this.unfinished || this.nowhere.get(current)?.has(fetching.conversation)) return undefined;
    this.fetching = fetching;
    return this.search(fetching).then(() => {
      if (this.fetching === fetching) this.fetching = undefined;
      return this.isShown(fetching);
    });
  }

  /**
   * Shows the conversation in which the message of that order stands, after fetching it where it is not here. Where there is
   * no such message, what is shown stays.
   * @returns what to tell the page: it goes there now. undefined: the person has gone elsewhere meanwhile
   */
  async showThatOf(order: number): Promise<ToPanelOf<'goTo'> | undefined> {
    const { session, conversations } = this.parts;
    const { current } = session;
    const { shown } = this;
    // it may stand in any conversation; where it is gone, the entry before it shows that
    if (!current.messageAt(order)) await current.loadOlder(order + 1, 1);
    const isAway = !current.messageAt(order) && (await current.isMissing(order));
    if (!this.isShown(shown)) return undefined;
    const message = current.messageAt(order);
    if (message) conversations.showThatOf(message);
    return { type: 'goTo', order, ...(isAway && { away: true }) };
  }

  /** Fetches the newest page of what is shown, as long as it is. */
  private async search(shown: Shown): Promise<void> {
    const { session, conversation } = shown;
    const { isShown } = this.parts.conversations;
    for (let left = conversation === undefined ? MAX_REQUESTS : 1; left > 0; left -= 1) {
      const { entries, more, isUnanswered } = await session.loadOlder(undefined, PAGE_SIZE, isShown);
      if (entries.length > 0 || isUnanswered || !this.isShown(shown)) return;
      if (!more) {
        this.nowhere.set(session, (this.nowhere.get(session) ?? new Set()).add(conversation));
        return;
      }
    }
    this.unfinished = shown;
  }

  private get shown(): Shown {
    return { session: this.parts.session.current, conversation: this.parts.conversations.shown };
  }

  private isShown({ session, conversation }: Shown): boolean {
    const { shown } = this;
    return shown.session === session && shown.conversation === conversation;
  }
}
