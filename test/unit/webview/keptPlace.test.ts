import assert from 'node:assert/strict';
import { KeptPlace } from '../../../webview/keptPlace';

describe('KeptPlace', () => {
  let state: unknown;
  let sets: number;
  const page = () =>
    new KeptPlace({
      getState: () => state,
      setState: (next) => {
        state = next;
        sets++;
      },
    });

  beforeEach(() => {
    state = undefined;
    sets = 0;
  });

  it('has the next page go to where the reader was in that room, once', () => {
    const first = page();
    assert.equal(first.enter('Lab'), undefined);
    first.keep({ order: 7, top: 3 });
    const second = page();
    assert.equal(second.enter(undefined), undefined, 'there is no room yet');
    assert.deepEqual(second.enter('Lab'), { room: 'Lab', order: 7, top: 3 });
    assert.equal(second.enter('Lab'), undefined);
  });

  it('knows nothing of other rooms, or where the reader was at the end', () => {
    const first = page();
    first.enter('Lab');
    first.keep({ order: 7, top: 3 });
    assert.equal(page().enter('Workshop'), undefined);
    first.keep(undefined);
    assert.equal(page().enter('Lab'), undefined);
  });

  it('keeps nothing where there is no room, and nothing twice', () => {
    const first = page();
    first.keep({ order: 7, top: 3 });
    first.enter('Lab');
    first.keep({ order: 7, top: 3 });
    first.keep({ order: 7, top: 3 });
    assert.equal(sets, 1);
  });

  it('takes what it cannot read for nothing', () => {
    for (state of ['x', { room: 'Lab' }, { room: 'Lab', order: 'a', top: 1 }])
      assert.equal(page().enter('Lab'), undefined);
  });
});
