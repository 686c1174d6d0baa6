import assert from 'node:assert/strict';
import { plainPeersOf } from '../../../../src/editor/members/plainPeers';

describe('plainPeersOf', () => {
  const member = (mid: string, dialect: 'native' | 'line' | 'seed') => ({ mid, dialect });
  const members = [member('a', 'native'), member('b', 'line'), member('c', 'seed'), member('d', 'native')];

  it('tells who uses another program than the extension or a bot', () => {
    assert.deepEqual([...plainPeersOf(members, 'a')], ['b', 'c']);
  });

  it('tells nobody apart in the room of an original server, and where this person is not in yet', () => {
    assert.deepEqual([...plainPeersOf([member('a', 'seed'), member('b', 'seed')], 'a')], []);
    assert.deepEqual([...plainPeersOf([], undefined)], []);
  });
});
