import assert from 'node:assert/strict';
import { groupOf } from '../../../../src/server/admission/addresses';
import { Allowance, Budgets } from '../../../../src/server/admission/budgets';
import { FakeClock, LIMITS } from '../support';

const KIBIBYTE = 1024;
const HOUR_MS = 3_600_000;

function room(limits: Partial<typeof LIMITS> = {}) {
  const clock = new FakeClock();
  const budgets = new Budgets({ ...LIMITS, ...limits }, clock);
  /** A connection. With a member id, it is in the room. */
  const from = (address: string, memberId?: string) => {
    const allowance = new Allowance(budgets, address);
    if (memberId !== undefined) allowance.belongTo(memberId);
    return allowance;
  };
  /** How many bytes may be sent now, in messages of this length. */
  const pours = (allowance: Allowance, bytes: number) => {
    let poured = 0;
    while (allowance.waitMs() === 0 && allowance.pay(() => bytes) === 0) {
      allowance.spend(1);
      poured += bytes;
    }
    return poured;
  };
  return { clock, from, pours };
}

describe('budgets', () => {
  it('P-10.1 are a member’s, whatever connection it comes by', () => {
    const { clock, from } = room({ rate: 1, burst: 4 });
    for (let n = 0; n < 4; n++) {
      const window = from(`10.0.0.${n}`, 'ann');
      assert.equal(window.waitMs(), 0);
      window.spend(1);
    }
    assert.equal(from('10.0.0.9', 'ann').waitMs(), 1000);
    assert.equal(from('10.0.0.9', 'bob').waitMs(), 0);
    clock.advance(1000);
    assert.equal(from('10.0.0.9', 'ann').waitMs(), 0);
  });

  it('P-10.1 go on with what a connection has spent before it was anybody’s', () => {
    const { from } = room({ rate: 1, burst: 3 });
    const one = from('10.0.0.1');
    for (let n = 0; n < 3; n++) one.spend(1);
    one.belongTo('ann');
    assert.equal(one.waitMs(), 1000);
    assert.equal(from('10.0.0.2', 'ann').waitMs(), 1000);
  });

  it('P-10.1 are an address’s, whoever comes from it: erasing 64 MiB takes it hours', () => {
    const { clock, from, pours } = room();
    let [poured, next] = [0, 0];
    const began = clock.now();
    while (clock.now() - began < HOUR_MS) {
      // as many newcomers as may enter, each of which says as much as it may
      let waitMs = 0;
      while (waitMs === 0) {
        const somebody = from('192.168.1.66', `member ${next++}`);
        waitMs = somebody.enter();
        if (waitMs === 0) poured += pours(somebody, 40 * KIBIBYTE) + pours(somebody, 300);
      }
      clock.advance(waitMs);
    }
    assert.ok(poured > 8 * KIBIBYTE ** 2 && poured < 28 * KIBIBYTE ** 2, `${poured} bytes in an hour`);
  });

  it('P-10.1 leave each member a little where another one of its address has spent all', () => {
    const { clock, from, pours } = room();
    const [flooder, bystander] = [from('192.168.1.66', 'flooder'), from('192.168.1.66', 'bystander')];
    for (let n = 0; n < 40; n++) {
      pours(flooder, 40 * KIBIBYTE);
      clock.advance(4000);
    }
    assert.ok(bystander.pay(() => 400) === 0);
    assert.ok(bystander.pay(() => 400) === 0);
    assert.equal(
      from('192.168.1.67', 'neighbour').pay(() => 60 * KIBIBYTE),
      0,
      'others have all of theirs',
    );
  });

  it('P-10.1 count all of a /64 and all of loopback as one address', () => {
    const same = [
      ['2001:db8:0:7::1', '2001:db8::7:ffff:1:2:3', '2001:0DB8:0000:0007:0:0:0:9'],
      ['fe80::1%eth0', 'fe80::2%2', 'fe80::'],
      ['127.0.0.1', '127.9.8.7', '::1'],
      ['::2', '::ffff:1'],
    ];
    for (const [first = '', ...others] of same)
      for (const other of others) assert.equal(groupOf(other), groupOf(first), other);
    const groups = [
      '2001:db8:0:7::1',
      '2001:db8:0:8::1',
      '2001:db8::1',
      '10.0.0.1',
      '10.0.0.2',
      '::2',
      '1::',
    ];
    assert.equal(new Set(groups.map(groupOf)).size, groups.length);
  });

  it('P-10.6 let 64 in at once, twice, and then so many a second', () => {
    const { clock, from } = room();
    for (let n = 0; n < 128; n++) assert.equal(from('10.0.0.1').enter(), 0);
    let entered = 128;
    while (from('10.0.0.1').enter() === 0) entered++;
    assert.equal(entered, 200);
    assert.equal(from('10.0.0.1').enter(), 500);
    assert.equal(from('10.0.0.2').enter(), 0);
    clock.advance(500);
    assert.equal(from('10.0.0.1').enter(), 0);
  });

  it('P-10.6 let a member come back by what it has itself, where newcomers have taken all', () => {
    const { clock, from } = room({ burst: 3, rate: 1, addressBurstJoins: 2, addressJoins: 0.1 });
    assert.equal(from('10.0.0.1').enter('ann'), 0);
    assert.equal(from('10.0.0.2', 'ann').waitMs(), 0, 'which costs it nothing while there is enough for all');
    while (from('10.0.0.1').enter() === 0);
    for (let n = 0; n < 3; n++) assert.equal(from('10.0.0.1').enter('ann'), 0);
    assert.equal(from('10.0.0.1').enter('ann'), 1000);
    assert.equal(from('10.0.0.1').enter('bob'), 0);
    assert.equal(from('10.0.0.1').enter(), 10_000);
    clock.advance(1000);
    assert.equal(from('10.0.0.1').enter('ann'), 0);
  });

  it('P-10.1 make a text cost its writer what it costs its readers', () => {
    const { from } = room({ rate: 5, burst: 20 });
    const [long, short] = [from('10.0.0.1', 'long'), from('10.0.0.2', 'short')];
    for (let n = 0; n < 5; n++) {
      for (const [one, bytes] of [
        [long, 16 * KIBIBYTE],
        [short, 4 * KIBIBYTE],
      ] as const) {
        assert.equal(one.waitMs(), 0);
        assert.equal(
          one.pay(() => bytes),
          0,
        );
        one.spend(1);
      }
    }
    assert.ok(long.waitMs() > 0);
    assert.equal(short.waitMs(), 0);
  });

  it('are forgotten only where they are full again, and are never many', () => {
    const { clock, from } = room({ rate: 1, burst: 2 });
    from('10.0.0.1', 'flooder').spend(100);
    for (let n = 0; n < 10_100; n++) from(`10.1.${n >> 8}.${n & 255}`, `member ${n}`).spend(1);
    assert.ok(from('10.0.0.1', 'flooder').waitMs() > 90_000, 'nobody is forgotten who has spent');
    const rest = from('10.0.0.2', 'one too many');
    for (let n = 0; n < 100; n++) rest.spend(1);
    assert.ok(from('10.0.0.3', 'and another').waitMs() > 0, 'those beyond share one');
    clock.advance(10_000);
    assert.equal(from('10.0.0.3', 'and another').waitMs(), 0);
    assert.ok(from('10.0.0.1', 'flooder').waitMs() > 80_000);
  });

  it('P-10.1 count nothing without a rate, and nothing of what is switched off', () => {
    const free = room({ rate: 0 });
    const noBytes = room({ addressBytes: 0, rate: 1000, burst: 1e6 });
    const noJoins = room({ addressJoins: 0 });
    for (let n = 0; n < 1000; n++) {
      const one = free.from('10.0.0.1', 'ann');
      assert.deepEqual([one.waitMs(), one.pay(() => 1e5), one.enter()], [0, 0, 0]);
      one.spend(1);
      assert.equal(
        noBytes.from('10.0.0.1', 'ann').pay(() => 1e5),
        0,
      );
      assert.equal(noJoins.from('10.0.0.1').enter(), 0);
    }
  });
});
