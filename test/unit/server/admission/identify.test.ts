import assert from 'node:assert/strict';
import { type Exchange, KeyPair, hostProof, newNonce } from '../../../../src/protocol/keys/proofs';
import { identify } from '../../../../src/server/admission/identify';
import { RoomIdentity } from '../../../../src/server/admission/roomIdentity';

describe('who says hello', () => {
  const identity = new RoomIdentity();
  const keys = KeyPair.ofMember('ann', identity.keys.publicKey);
  const exchangeOf = (): Exchange => ({
    ...{ room: identity.keys.publicKey, clientNonce: newNonce(), serverNonce: newNonce() },
  });
  const hello = (exchange: Exchange, more: object = {}) => ({
    ...{ v: 1, name: 'ann', proof: { key: keys.publicKey, member: keys.sign('member', exchange), ...more } },
  });
  const shown = (...given: Parameters<typeof identify>) => {
    const result = identify(...given);
    return result.ok ? result.value : undefined;
  };

  it('P-6.15 is who has the key, on the connection on which it shows that', () => {
    const exchange = exchangeOf();
    const ann = shown(hello(exchange), identity, exchange);
    assert.equal(ann?.memberId, shown(hello(exchange), identity, exchange)?.memberId);
    assert.equal(shown(hello(exchange), identity, exchangeOf()), undefined);
    assert.equal(shown(hello(exchange), identity, undefined), undefined);
    const forged = { ...hello(exchange).proof, member: keys.sign('room', exchange) };
    assert.equal(shown({ ...hello(exchange), proof: forged }, identity, exchange), undefined);
  });

  it('P-6.2 P-6.15 a token that was given to a key counts with that key only', () => {
    const exchange = exchangeOf();
    const { token, memberId } = shown(hello(exchange), identity, exchange)!;
    const resume = { room: identity.roomId, token, seq: 1 };
    assert.equal(shown({ ...hello(exchange), resume }, identity, exchange)?.hasToken, true);
    const alone = shown({ v: 1, name: 'thief', resume }, identity, exchange)!;
    assert.deepEqual([alone.hasToken, alone.memberId === memberId], [false, false]);
    const told = { room: identity.roomId, token: identity.token(memberId), seq: 1 };
    assert.equal(shown({ ...hello(exchange), resume: told }, identity, exchange)?.hasToken, false);
  });

  it('P-6.15 P-14.5 the ticket is shown for one connection and one key', () => {
    const exchange = exchangeOf();
    const host = hostProof('ticket', keys.publicKey, exchange);
    assert.equal(shown(hello(exchange, { host }), identity, exchange)?.showsTicket('ticket'), true);
    for (const wrong of [
      'ticket',
      hostProof('guess', keys.publicKey, exchange),
      hostProof('ticket', identity.keys.publicKey, exchange),
      hostProof('ticket', keys.publicKey, exchangeOf()),
    ])
      assert.equal(shown(hello(exchange, { host: wrong }), identity, exchange)?.showsTicket('ticket'), false);
    assert.equal(shown(hello(exchange), identity, exchange)?.showsTicket('ticket'), false);
  });
});
