import assert from 'node:assert/strict';
import { parseUrl } from '../../../src/base/parseUrl';

/** From then on the engine has compiled what it calls. */
const OFTEN = 100_000;

describe('parseUrl', () => {
  it('is undefined for what is no address', () => {
    assert.equal(parseUrl('a.example'), undefined);
    assert.equal(parseUrl('http://'), undefined);
  });

  it('finds an address with umlauts, however often it was called before', () => {
    for (let i = 0; i < OFTEN; i += 1) parseUrl(`https://a.example/${i % 7}`);
    assert.equal(
      parseUrl('https://münchen.example/straße')?.href,
      'https://xn--mnchen-3ya.example/stra%C3%9Fe',
    );
  });
});
