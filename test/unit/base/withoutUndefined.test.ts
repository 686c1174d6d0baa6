import assert from 'node:assert/strict';
import { withoutUndefined } from '../../../src/base/withoutUndefined';

interface Person {
  readonly name: string;
  readonly nick?: string;
  readonly age?: number;
}

describe('withoutUndefined', () => {
  it('leaves out what is undefined, and nothing else', () => {
    const person: Person = withoutUndefined({ name: '', nick: undefined, age: 0 });
    assert.deepEqual(Object.entries(person), [
      ['name', ''],
      ['age', 0],
    ]);
  });

  it('takes no name that its type does not have', () => {
    // @ts-expect-error -- `nik` is no field of a person
    const person: Person = withoutUndefined({ name: 'ann', nik: 'a' });
    // @ts-expect-error -- a name must be there
    const nameless: Person = withoutUndefined({ name: undefined });
    assert.equal(person.name, 'ann');
    assert.equal('name' in nameless, false);
  });
});
