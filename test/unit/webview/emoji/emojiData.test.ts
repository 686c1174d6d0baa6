import assert from 'node:assert/strict';
import type { Disposable } from '../../../../src/base/disposable';
import type { Emoji } from '../../../../webview/emoji/emoji';
import { EmojiData } from '../../../../webview/emoji/emojiData';

const tada: Emoji = {
  ...{ id: '1F389', emoji: '🎉', label: 'party popper', codes: ['tada'], named: [], words: [] },
};

describe('EmojiData', () => {
  let fetches: number;
  let result: () => Promise<readonly Emoji[]>;
  let data: EmojiData;
  let listener: Disposable;
  let states: string[];
  let settled: () => Promise<void>;

  beforeEach(() => {
    fetches = 0;
    states = [];
    result = () => Promise.resolve([tada]);
    data = new EmojiData((attempt) => {
      assert.equal(attempt, fetches++);
      return result();
    });
    let resolve = (): void => undefined;
    settled = () => new Promise((settle) => (resolve = settle));
    listener = data.onDidChange(() => {
      states.push(data.isThere ? 'there' : data.hasFailed ? 'failed' : 'loading');
      if (states.at(-1) !== 'loading') resolve();
    });
  });

  afterEach(() => listener.dispose());

  it('is loaded once, by whoever needs it first', async () => {
    const there = settled();
    assert.equal(data.ofCode('tada'), undefined);
    void data.load();
    await there;
    await data.load();
    assert.equal(data.ofCode('tada'), tada);
    assert.equal(data.ofCode('nonsense'), undefined);
    assert.deepEqual([fetches, states], [1, ['there']]);
  });

  it('tells that it cannot be loaded, and tries again only where somebody asks for that', async () => {
    result = () => Promise.reject(new Error('no such script'));
    await data.load();
    assert.equal(data.ofCode('tada'), undefined);
    assert.deepEqual([fetches, states], [1, ['failed']]);
    result = () => Promise.resolve([tada]);
    await data.load();
    assert.equal(data.ofCode('tada'), tada);
    assert.deepEqual([fetches, states], [2, ['failed', 'loading', 'there']]);
  });
});
