import assert from 'node:assert/strict';
import type { Written } from '../../../src/panel/inFront';
import { inOrder } from '../../../src/panel/inOrder';

describe('inOrder', () => {
  const code = { path: 'a.ts', start: 1, end: 1, text: 'one' };
  const other = { ...code, path: 'b.ts', text: 'two' };
  /** What is written once all of `back` came back, one after the other. */
  const after = (since: Written, ...back: readonly Written[]): Written => {
    let [written, cameBack] = [since, ''];
    for (const one of back) ({ written, cameBack } = inOrder(one, written, cameBack));
    return written;
  };

  it('brings back what was said one after the other in that order, in front of what was written since', () => {
    const said = [{ text: 'a' }, { text: 'b\nc' }, { text: 'd' }];
    assert.deepEqual(after({ text: '' }, ...said), { text: 'a\nb\nc\nd' });
    assert.deepEqual(after({ text: 'now' }, ...said), { text: 'a\nb\nc\nd\nnow' });
  });

  it('goes in front where what had come back is not there any more as it was', () => {
    assert.deepEqual(inOrder({ text: 'b' }, { text: 'a!' }, 'a').written, { text: 'b\na!' });
    assert.deepEqual(inOrder({ text: 'b' }, { text: '' }, 'a'), {
      written: { text: 'b' },
      cameBack: 'b',
    });
  });

  it('changes nothing where it stands there already', () => {
    const since = { text: 'a\nb\nnow', codes: [code] };
    assert.equal(after(since, { text: 'a' }, { text: 'b' }), since);
    assert.equal(after(since, { text: 'a', codes: [code] }, { text: '', codes: [code] }), since);
    assert.equal(after({ text: 'ab' }, { text: 'a' }).text, 'a\nab');
  });

  it('keeps what each quoted, and whom it names', () => {
    const bob = { mid: 'b', name: 'bob' };
    assert.deepEqual(
      after({ text: '' }, { text: 'a', codes: [code] }, { text: '@bob', codes: [other], mentions: [bob] })
        .mentions,
      [bob],
    );
    assert.deepEqual(after({ text: 'now', codes: [other] }, { text: '', codes: [code] }, { text: 'b' }), {
      text: 'b\nnow',
      codes: [code, other],
    });
  });
});
