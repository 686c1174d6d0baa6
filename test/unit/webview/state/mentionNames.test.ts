import assert from 'node:assert/strict';
import { withNames } from '../../../../webview/state/mentionNames';
import { message } from '../panelState';

const bob = { name: 'bob', mid: 'b', now: 'bob', own: true };
const ann = { name: 'ann', mid: 'a', now: 'ann', own: false };

describe('withNames', () => {
  const renamed = [{ mid: 'b', name: 'robert' }];

  it('shows a mention under the new name, and whose it is stays', () => {
    const [entry] = withNames([message('m', 1, { text: '@bob @ann', mentions: [bob, ann] })], renamed);
    assert.ok(entry?.kind === 'message');
    assert.deepEqual(entry.mentions, [{ ...bob, now: 'robert' }, ann]);
  });

  it('does so in a change that waits', () => {
    const unsentEdit = { key: 'e', text: '@bob', status: 'pending', mentions: [bob] } as const;
    const [entry] = withNames([message('m', 1, { unsentEdit: { ...unsentEdit, mentions: [bob] } })], renamed);
    assert.ok(entry?.kind === 'message');
    assert.equal(entry.unsentEdit?.mentions?.[0]?.now, 'robert');
  });

  it('leaves everything else the object that it is', () => {
    const all = [
      message('m', 1),
      message('n', 2, { mentions: [ann] }),
      message('o', 3, { mentions: [{ ...bob, now: 'robert' }] }),
    ];
    withNames(all, renamed).forEach((entry, i) => assert.equal(entry, all[i]));
  });
});
