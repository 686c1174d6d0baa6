import assert from 'node:assert/strict';
import { entryFrom, isSaidWith } from '../../../../src/client/conversation/entry';

const left = { verb: 'leave', from: 'SERVER', seq: 3, at: 5, by: 'm-bob', name: 'Bob' } as const;
const noticeFrom = (event: Parameters<typeof entryFrom>[0], self = 'm-eve') => {
  const entry = entryFrom(event, self, (seq) => seq);
  return entry.kind === 'notice' ? entry.notice : undefined;
};

describe('entryFrom', () => {
  it('tells a removal from leaving', () => {
    const removed = { ...left, reason: 'removed' };
    const remover = { mid: 'm-ann', name: 'Ann' };
    assert.deepEqual(noticeFrom(left), { kind: 'leave', name: 'Bob', own: false });
    assert.deepEqual(noticeFrom({ ...left, reason: 'lost' }), { kind: 'leave', name: 'Bob', own: false });
    assert.deepEqual(noticeFrom(removed), { kind: 'removal', name: 'Bob', own: false });
    assert.deepEqual(noticeFrom({ ...removed, remover }), {
      ...{ kind: 'removal', name: 'Bob', own: false, by: { name: 'Ann', own: false } },
    });
    assert.deepEqual(noticeFrom({ ...removed, remover }, 'm-ann'), {
      ...{ kind: 'removal', name: 'Bob', own: false, by: { name: 'Ann', own: true } },
    });
    assert.deepEqual(noticeFrom({ ...removed, remover }, 'm-bob'), {
      ...{ kind: 'removal', name: 'Bob', own: true, by: { name: 'Ann', own: false } },
    });
  });
});

describe('isSaidWith', () => {
  const say = (by: string, to?: string) => {
    const said = {
      verb: 'say',
      from: by,
      seq: 3,
      at: 5,
      by,
      text: 'psst',
      ...(to !== undefined && { to }),
    } as const;
    return { ...entryFrom(said, 'm-eve', (seq) => seq), key: 'k', order: 3 };
  };

  it('tells what is for everybody from what is between two, whoever of them said it', () => {
    const all = [say('m-bob'), say('m-bob', 'm-eve'), say('m-eve', 'm-bob'), say('m-ann', 'm-eve')];
    const saidWith = (partner?: string) => all.map((entry) => isSaidWith(partner, entry));
    assert.deepEqual(saidWith(), [true, false, false, false]);
    assert.deepEqual(saidWith('m-bob'), [false, true, true, false]);
  });
});
