import assert from 'node:assert/strict';
import { mentionsIn } from '../../../../../webview/composer/completion/mentionsIn';

describe('mentionsIn', () => {
  const known = ['bob', 'bob smith', 'Zoë', '小明'].map((name) => ({ mid: `m-${name}`, name }));
  const named = (text: string) => mentionsIn(text, known).map(({ name }) => name);

  it('finds names behind an @, also in brackets and before a full stop', () => {
    assert.deepEqual(named('@bob, (@Zoë) and @小明.'), ['bob', 'Zoë', '小明']);
  });

  it('takes the longer of two names', () => {
    assert.deepEqual(named('@bob smith and @bob'), ['bob smith', 'bob']);
  });

  it('finds nobody in a longer word, in an address, or without an @', () => {
    for (const text of ['@bobby', 'me@bob', 'bob', '@ bob', '@BOB']) assert.deepEqual(named(text), [], text);
  });

  it('names each of them once', () => {
    assert.deepEqual(mentionsIn('@bob @bob', known), [{ mid: 'm-bob', name: 'bob' }]);
  });

  it('means the first of two with one name: the one who was picked', () => {
    const picked = { mid: 'm-picked', name: 'bob' };
    assert.deepEqual(mentionsIn('@bob', known, [picked]), [picked]);
    assert.deepEqual(mentionsIn('@bob smith', known, [picked]), [picked]);
  });

  it('finds as many as the room takes', () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ mid: `m${i}`, name: `n${i}` }));
    assert.equal(mentionsIn(many.map(({ name }) => `@${name}`).join(' '), many).length, 50);
  });
});
