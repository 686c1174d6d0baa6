import assert from 'node:assert/strict';
import { knownRoom } from '../../../../src/editor/panel/knownRoom';
import type { RoomFacts } from '../../../../src/editor/session/sessionState';
import { facts } from './roomFacts';

const proven: RoomFacts = {
  ...facts,
  name: 'Lab',
  address: '10.0.0.1:9999',
  isHosted: false,
  access: 'open',
};
const legacy: RoomFacts = { ...proven, publicKey: undefined };
const original: RoomFacts = { ...legacy, id: '' };
const elsewhere = { address: '10.0.0.2:9999', name: 'Engine' };

describe('knownRoom', () => {
  it('goes by what is proven, whatever the room is called, and wherever it is', () => {
    const { key } = knownRoom(proven);
    assert.equal(knownRoom({ ...proven, ...elsewhere }).key, key);
    assert.equal(knownRoom({ ...proven, isHosted: true }).key, key);
    assert.notEqual(knownRoom({ ...proven, publicKey: 'other' }).key, key);
  });

  it('takes an id that is not proven for something only at the same address', () => {
    const { key } = knownRoom(legacy);
    assert.equal(knownRoom({ ...legacy, name: 'Engine' }).key, key);
    assert.notEqual(knownRoom({ ...legacy, id: 'other' }).key, key);
    assert.notEqual(knownRoom({ ...legacy, address: '10.0.0.2:9999' }).key, key);
    assert.notEqual(knownRoom({ ...legacy, access: 'private' }).key, key, 'nor for that of a private room');
  });

  it('has only the address and the name of an original room', () => {
    assert.deepEqual(knownRoom(original), { key: '10.0.0.1:9999 Lab', places: ['10.0.0.1:9999 Lab'] });
  });

  it('says where the room is, and where it may have been known before', () => {
    assert.deepEqual(knownRoom(proven).places, ['10.0.0.1:9999 Lab']);
    assert.deepEqual(knownRoom({ ...proven, access: 'private' }).places, [
      'private 10.0.0.1:9999 Lab',
      '10.0.0.1:9999 Lab',
    ]);
    const own = { ...proven, isHosted: true, access: 'private' } as const;
    assert.deepEqual(knownRoom(own).places, ['own Lab'], 'in any network, for whomever it is open');
    assert.deepEqual(knownRoom({ ...own, name: 'Engine' }, 'Lab').places, ['own Engine', 'own Lab']);
  });
});
