import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Places } from '../../../src/server/places';

interface Holder {
  readonly address: string;
  named: boolean;
}

const step = fc.record({
  do: fc.constantFrom('come', 'come', 'name', 'unname', 'go'),
  which: fc.nat(20),
  address: fc.constantFrom('a', 'b', 'c'),
});

describe('places', () => {
  it('P-10.3 are counted, and the silent known in their order, as if everybody were looked at', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const places = new Places<Holder>();
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
            // once more, as when the socket of somebody who was put out is gone
            places.delete(holder);
            places.setNamed(holder, false);
          } else if (holder.named === (what === 'unname')) {
            holder.named = what === 'name';
            places.setNamed(holder, holder.named);
            // who has to say another name has been silent only since then
            if (!holder.named) all.push(...all.splice(all.indexOf(holder), 1));
          }
          for (const where of [undefined, 'a', 'b', 'c']) {
            const here = all.filter((other) => where === undefined || other.address === where);
            assert.equal(places.taken(where), here.length);
            assert.equal(
              places.firstSilent(where),
              here.find(({ named }) => !named),
            );
          }
        }
      }),
    );
  });
});
