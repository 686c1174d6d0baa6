import assert from 'node:assert/strict';
import { RoomIdentity } from '../../../../src/server/admission/roomIdentity';

describe('identity', () => {
  const secret = Buffer.alloc(32, 7);

  it('hangs on the secret alone', () => {
    const [one, same, other] = [
      new RoomIdentity(secret),
      new RoomIdentity(Buffer.from(secret)),
      new RoomIdentity(),
    ];
    assert.equal(one.memberIdOf('person'), same.memberIdOf('person'));
    assert.equal(one.token('m'), same.token('m'));
    assert.notEqual(one.memberIdOf('person'), other.memberIdOf('person'));
    assert.notEqual(one.token('m'), other.token('m'));
  });

  it('belongs to one room, and the next of the same people is another', () => {
    const [one, next] = [new RoomIdentity(secret), new RoomIdentity(secret)];
    assert.notEqual(one.roomId, next.roomId);
    assert.equal(new RoomIdentity(secret, one.roomId).roomId, one.roomId);
  });

  it('gives a person one mid and everybody else a new one each time', () => {
    const identity = new RoomIdentity(secret);
    const memberIds = [
      ...Array.from({ length: 50 }, () => identity.memberIdOf(undefined)),
      identity.memberIdOf('a'),
      identity.memberIdOf('b'),
    ];
    assert.equal(new Set(memberIds).size, 52);
    assert.ok(memberIds.every((memberId) => /^[\w-]{16,64}$/.test(memberId)));
    assert.ok(!identity.memberIdOf('a').includes('a'.repeat(3)));
  });

  it('knows its own tokens, whatever the mid, and no others', () => {
    const identity = new RoomIdentity(secret);
    for (const memberId of ['m', 'a.b', '', 'ü', identity.memberIdOf(undefined)]) {
      const token = identity.token(memberId);
      assert.equal(identity.verify(token), memberId);
      for (const forged of [
        `x${token}`,
        `${token}x`,
        token.slice(1),
        token.slice(0, -1),
        token.replace('.', ''),
        new RoomIdentity().token(memberId),
      ]) {
        assert.equal(identity.verify(forged), undefined, forged);
      }
    }
    for (const junk of ['', '.', '..', 'ü.ü', 'x'.repeat(1000)])
      assert.equal(identity.verify(junk), undefined);
  });

  it('does not mix its purposes up', () => {
    const identity = new RoomIdentity(secret);
    const derived = [
      identity.memberIdOf('x'),
      identity.token('x').slice(2),
      identity.memberIdOf(''),
      identity.token('').slice(1),
    ];
    assert.equal(new Set(derived).size, 4);
  });
});
