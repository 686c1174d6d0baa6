import assert from 'node:assert/strict';
import {
  type IsWanted,
  isSaidWith,
  type MessageEntry,
  type Page,
  partnerOf,
} from '../../../../src/client/conversation/entry';
import { ShownPages } from '../../../../src/editor/panel/shownPages';

/** By Bob, to everybody or to this person alone. */
const message = (order: number, to?: string): MessageEntry => ({
  ...{ kind: 'message', key: `0:${order}`, order, at: 0, from: 'Bob', by: 'b', own: false },
  ...{ text: 'hi', status: 'sent' },
  ...(to !== undefined && { to }),
});

/** A room with a message at each order from 1. What is not here is fetched in pages of ten. */
class Room {
  mayHaveOlder = true;
  /** Asked for, in vain: it does not answer. */
  isSilent = false;
  /** Whether what is not here was missed, and cannot be fetched. */
  isMissed = false;
  /** How many pages it is asked for at most, for one request. */
  most = Infinity;
  asked = 0;
  private first: number;

  constructor(
    private readonly all: readonly MessageEntry[],
    here: number,
  ) {
    this.first = all.length - here;
  }

  messageAt(order: number): MessageEntry | undefined {
    return this.all.slice(this.first).find((one) => one.order === order);
  }

  page(before = Infinity, limit = Infinity, isWanted: IsWanted = () => true): Page {
    const found = this.all.slice(this.first).filter((one) => one.order < before && isWanted(one));
    return { entries: found.slice(-limit), more: found.length > limit };
  }

  async loadOlder(before: number | undefined, limit: number, isWanted?: IsWanted): Promise<Page> {
    await Promise.resolve();
    const isShort = (): boolean =>
      this.first > 0 && this.page(before, limit, isWanted).entries.length < limit;
    for (let left = this.most; isShort() && !this.isSilent && left > 0; left--) {
      this.asked++;
      this.first = Math.max(0, this.first - 10);
    }
    const page = this.page(before, limit, isWanted);
    return {
      ...page,
      more: page.more || isShort(),
      ...(isShort() && this.isSilent && { isUnanswered: true }),
    };
  }

  isMissing(): Promise<boolean> {
    return Promise.resolve(this.isMissed);
  }
}

describe('the pages of what is shown', () => {
  let room: Room;
  let shown: string | undefined;
  const session = {
    get current() {
      return room;
    },
  };
  const pages = new ShownPages({
    session,
    conversations: {
      get shown() {
        return shown;
      },
      get isShown(): IsWanted {
        const partner = shown;
        return (entry) => isSaidWith(partner, entry);
      },
      showThatOf: (one) => (shown = partnerOf(one)),
    },
  });
  const orders = ({ entries }: Page): readonly number[] => entries.map(({ order }) => order);
  /** 1 and 2 are for everybody, 3 to 30 for this person alone; the newest ten are here. */
  const fewForAll = (): Room =>
    new Room(
      Array.from({ length: 30 }, (_, i) => message(i + 1, i < 2 ? undefined : 'me')),
      10,
    );

  beforeEach(() => {
    shown = undefined;
    room = fewForAll();
  });

  it('are fetched where all that came last was said elsewhere', async () => {
    assert.deepEqual(pages.newest(), { entries: [], more: false });
    const fetched = pages.fetch();
    assert.deepEqual(pages.newest(), { entries: [], more: true }, 'meanwhile it is not empty');
    assert.equal(pages.fetch(), undefined, 'once is enough');
    assert.equal(await fetched, true);
    assert.deepEqual([orders(pages.newest()), pages.fetch()], [[1, 2], undefined]);
  });

  it('are fetched of a conversation with one member', async () => {
    room = new Room([message(1, 'me'), ...Array.from({ length: 30 }, (_, i) => message(i + 2))], 10);
    shown = 'b';
    await pages.fetch();
    assert.deepEqual(orders(pages.newest()), [1]);
  });

  it('are none at the end of it, where there are none, or nobody answers', async () => {
    room.isSilent = true;
    assert.equal(await pages.fetch(), true);
    assert.deepEqual(pages.newest(), { entries: [], more: false });
    room = new Room([message(1, 'me')], 0);
    assert.equal(await pages.fetch(), true);
    assert.deepEqual(pages.newest(), { entries: [], more: false });
    room = fewForAll();
    room.mayHaveOlder = false;
    assert.equal(pages.fetch(), undefined);
  });

  it('are fetched for what is shown now, whatever is fetched besides', async () => {
    shown = 'c';
    const before = pages.fetch();
    shown = undefined;
    assert.deepEqual(pages.newest(), { entries: [], more: false });
    const now = pages.fetch();
    assert.deepEqual([await before, await now], [false, true]);
    assert.deepEqual(orders(pages.newest()), [1, 2]);
  });

  it('are looked for further back where they are for everybody; where there are none, only once', async () => {
    room.most = 1;
    assert.deepEqual([await pages.fetch(), orders(pages.newest()), room.asked], [true, [1, 2], 2]);
    room = new Room(
      Array.from({ length: 90 }, (_, i) => message(i + 1, 'me')),
      10,
    );
    room.most = 1;
    await pages.fetch();
    assert.deepEqual([pages.fetch(), room.asked], [undefined, 4]);
    shown = 'c';
    await pages.fetch();
    assert.deepEqual(
      [pages.fetch(), room.asked],
      [undefined, 5],
      'with one member there is most likely nothing',
    );
    shown = undefined;
    await pages.fetch();
    assert.equal(room.asked, 8, 'it goes on from there, up to the beginning');
    for (shown of ['c', undefined]) await pages.fetch();
    assert.deepEqual([pages.fetch(), room.asked], [undefined, 8], 'then there is nothing');
  });

  it('are looked for again where nobody answered', async () => {
    room.isSilent = true;
    await pages.fetch();
    room.isSilent = false;
    await pages.fetch();
    assert.deepEqual(orders(pages.newest()), [1, 2]);
  });

  it('go on to older ones, as long as there may be any', async () => {
    shown = 'b';
    assert.deepEqual([pages.newest().entries.length, pages.newest().more], [10, true]);
    assert.deepEqual(orders(await pages.older(13)).length, 10);
    room.mayHaveOlder = false;
    assert.equal(pages.newest().more, false);
  });

  describe('lead to a message', () => {
    const to = (order: number) => ({ type: 'goTo', order });

    it('that was missed and cannot be fetched now: of that alone it is said that it is away', async () => {
      room = new Room([message(1), message(3)], 2);
      room.isMissed = true;
      assert.deepEqual(await pages.showThatOf(2), { ...to(2), away: true });
      assert.deepEqual(await pages.showThatOf(3), to(3));
    });

    it('that is here, in its conversation', async () => {
      assert.deepEqual([await pages.showThatOf(30), shown, room.asked], [to(30), 'b', 0]);
    });

    it('that has to be fetched first, and stands in another conversation', async () => {
      shown = 'b';
      assert.deepEqual([await pages.showThatOf(2), shown], [to(2), undefined]);
      room = fewForAll();
      assert.deepEqual(
        [await pages.showThatOf(12), shown, room.asked],
        [to(12), 'b', 1],
        'no more than needed',
      );
    });

    it('that is gone, and what is shown stays', async () => {
      room = new Room([message(1), message(3)], 1);
      shown = 'b';
      assert.deepEqual([await pages.showThatOf(2), shown], [to(2), 'b']);
    });

    it('unless the person has gone elsewhere', async () => {
      shown = 'b';
      const found = pages.showThatOf(2);
      shown = 'c';
      assert.deepEqual([await found, shown], [undefined, 'c']);
    });
  });
});
