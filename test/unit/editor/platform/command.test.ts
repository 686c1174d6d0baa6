import assert from 'node:assert/strict';
import * as v from 'valibot';
import { fail, ok } from '../../../../src/base/result';
import { defineCommand, parsedText } from '../../../../src/editor/platform/command';
import { Failure } from '../../../../src/editor/platform/failure';

const digits = (text: string) => (/^\d+$/.test(text) ? ok(Number(text)) : fail('no digits'));

describe('defineCommand', () => {
  const command = defineCommand({
    id: 'tilde.host',
    schema: v.object({ room: v.string(), port: v.optional(parsedText(digits, 'it cannot be a port')) }),
    run: (needs: { readonly name: string }, given, raw) => ({ needs, given, raw }),
  });
  const needs = { name: 'x' };

  it('passes the command its services and its argument, in the form that was read', async () => {
    const raw = { room: 'Workshop', port: '99' };
    assert.deepEqual(await command.run(needs, raw), { needs, given: { room: 'Workshop', port: 99 }, raw });
  });

  it('takes only an object with a field of the schema for an argument', async () => {
    for (const raw of [undefined, null, 'room', 7, [], {}, { groupId: 0 }, { member: { memberId: 'm' } }]) {
      assert.equal(command.takes(raw), false);
      assert.deepEqual(await command.run(needs, raw), { needs, given: undefined, raw });
    }
    assert.equal(command.takes({ port: undefined }), true);
  });

  it('rejects an argument that is not valid, names the command, and repeats no text of it', async () => {
    const invalid = { room: 'Workshop', port: 'secret' };
    assert.equal(command.takes(invalid), true);
    await assert.rejects(command.run(needs, invalid), (error: Error) => {
      assert.ok(error instanceof Failure);
      assert.equal(error.message, 'tilde.host: {"port":["it cannot be a port"]}');
      return true;
    });
    await assert.rejects(command.run(needs, { room: 'Workshop', port: 7 }), /it cannot be a port/);
    await assert.rejects(command.run(needs, { port: '7' }), /tilde\.host: .*"room"/);
  });

  it('takes no argument without a schema', async () => {
    const plain = defineCommand({ id: 'tilde.copyKey', run: (_: unknown, given, raw) => ({ given, raw }) });
    assert.equal(plain.takes({ key: 'x' }), false);
    assert.deepEqual(await plain.run({}, { key: 'x' }), { given: undefined, raw: { key: 'x' } });
  });
});
