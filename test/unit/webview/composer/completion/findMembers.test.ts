import assert from 'node:assert/strict';
import { findMembers } from '../../../../../webview/composer/completion/findMembers';

describe('findMembers', () => {
  const found = (names: readonly string[], query: string) =>
    findMembers(
      names.map((name) => ({ mid: `m-${name}`, name, color: 0, you: false })),
      query,
    ).map(({ name }) => name);

  it('puts those first whose name begins so, then those with such a word, then those who have it anywhere', () => {
    assert.deepEqual(found(['Jacob', 'Ann Cobb', 'cole', 'Cobra', 'dan'], 'co'), [
      'Cobra',
      'cole',
      'Ann Cobb',
      'Jacob',
    ]);
  });

  it('finds everybody by nothing, in the order of the alphabet', () => {
    assert.deepEqual(found(['zoe', 'Ana', 'bob'], ''), ['Ana', 'bob', 'zoe']);
  });

  it('needs no accents and no case, and knows other scripts', () => {
    assert.deepEqual(found(['Zoë', 'Jürgen', 'Мария', '小明', 'がく'], 'ZOE'), ['Zoë']);
    assert.deepEqual(found(['Zoë', 'Jürgen', 'Мария', '小明', 'がく'], 'ма'), ['Мария']);
    assert.deepEqual(found(['Zoë', 'Jürgen', 'Мария', '小明', 'がく'], '小'), ['小明']);
  });

  it('with a space means a name that begins so', () => {
    assert.deepEqual(found(['Ana Maria', 'ana', 'Eva Ana M'], 'ana m'), ['Ana Maria']);
    assert.deepEqual(found(['ana'], 'ana went'), []);
  });

  it('finds as many as one looks through', () => {
    assert.equal(
      found(
        Array.from({ length: 10_000 }, (_, i) => `bob${i}`),
        'b',
      ).length,
      20,
    );
  });
});
