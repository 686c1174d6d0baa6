import assert from 'node:assert/strict';
import { findByOwnRules } from '../../../../src/editor/guard/ownRules';
import { edKey, mixed, SAMPLES } from './secretSamples';

describe('our own rules for secrets', () => {
  it('point at what is secret', () => {
    const jwt = SAMPLES['jwt']![0]!.text.split('\n')[1]!;
    const text = `a\nTOKEN=${mixed(12)}\n${edKey()}Bearer ${jwt}\n`;
    const found = findByOwnRules(text, 'a.sh').map(({ rule, start, end }) => [rule, text.slice(start, end)]);
    assert.deepEqual(found, [
      ['assigned', `TOKEN=${mixed(12)}`],
      ['private-key', '-----BEGIN PRIVATE KEY-----'],
      ['jwt', jwt],
    ]);
  });

  it('leave alone what only speaks of it', () => {
    const texts = [
      '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
      '-----BEGIN PUBLIC KEY-----\nMFkw',
      'eyJh.eyJi.c',
    ];
    for (const text of texts) assert.deepEqual(findByOwnRules(text, 'a.md'), [], text);
  });
});
