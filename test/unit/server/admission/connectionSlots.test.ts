import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ConnectionSlots } from '../../../../src/server/admission/connectionSlots';

interface Holder {
  readonly address: string;
  named: boolean;
}

const step = fc.record({
  do: fc.constantFrom('come', 'come', 'name', 'go'),
  which: fc.nat(20),
  address: fc.constantFrom('a', 'b', 'c'),
});

describe('places', () => {
  it('P-10.3 let go none of an address that has few as long as one has many', () => {
    const places = new ConnectionSlots<Holder>();
    const come = (address: string) => {
      const holder = { address, named: false };
      places.add(holder);
      return holder;
    };
    const typist = come('10.0.0.7');
    const storm = Array.from({ length: 50 }, () => come('10.0.0.66'));
    for (const next of storm.slice(0, 48)) {
      assert.equal(places.first(), next);
      places.delete(next);
    }
    assert.ok(places.first() !== typist);
  });

  it('P-10.3 P-10.6 are counted, and who goes first known, as if everybody were looked at', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const places = new ConnectionSlots<Holder>();
        const all: Holder[] = [];
        for (const { do: what, which, address } of steps) {
          const holder = what === 'come' ? { address, named: false } : all[which % Math.max(1, all.length)];
          if (!holder) continue;
          if (what === 'come') {
            all.push(holder);
            places.add(holder);
          } else if (what === 'go') {
            all.splice(all.indexOf(holder), 1);
            places.delete(holder);
            // once more, as when the socket of a connection that was put out is gone
            places.delete(holder);
            places.name(holder);
          } else {
            holder.named = true;
            places.name(holder);
          }
          const unnamed = all.filter(({ named }) => !named);
          const from = (where: string) => unnamed.filter((other) => other.address === where).length;
          const most = Math.max(...['a', 'b', 'c'].map(from));
          assert.equal(places.named(), all.length - unnamed.length);
          assert.equal(places.unnamed, unnamed.length);
          for (const where of ['a', 'b', 'c'])
            assert.equal(
              places.named(where),
              all.filter((other) => other.named && other.address === where).length,
            );
          assert.equal(
            places.first(),
            unnamed.find((other) => from(other.address) === most),
          );
        }
      }),
    );
  });
});
