import assert from 'node:assert/strict';
import { NativePeer, SeedPeer, joinLine } from '../support/peer';
import { useServer } from '../support/useServer';

/** 128 bytes in 32 characters. */
const LONG_NAME = '🦩'.repeat(32);
const code = (text: string) => ({ path: 'src/a.ts', start: 1, end: 9, text });

describe('a text of many lines', () => {
  const port = useServer(
    '--join-delay-ms',
    '0',
    '--seed-spacing-ms',
    '1',
    '--rate',
    '1000',
    '--burst',
    '1000',
  );

  it('P-7.6 is refused where it is too much for who is shown it line by line: said, edited, quoted, direct', async () => {
    const seed = await SeedPeer.join(port(), 'sam');
    const lin = await joinLine(port(), 'lin');
    const native = await NativePeer.join(port(), LONG_NAME);
    await native.send('say', { id: 'own', text: 'mine' });
    const { payload } = await native.next('say', { id: 'own' });
    const lines = 'a\n'.repeat(1500);
    const to = (await NativePeer.join(port(), 'bob')).welcome['mid'];
    const deeds: [string, object][] = [
      ['say', { text: lines }],
      ['say', { text: 'a\r\n \n'.repeat(2000) }],
      ['say', { text: 'look', code: code(lines) }],
      ['say', { text: 'a\n'.repeat(500), code: code('b\n'.repeat(500)) }],
      ['say', { text: lines, to }],
      ['edit', { of: payload['seq'], text: lines }],
    ];
    for (const [n, [verb, deed]] of deeds.entries()) {
      await native.send(verb, { id: `${n}`, ...deed });
      const { payload: error } = await native.next('error', { id: `${n}` });
      assert.equal(error['code'], 'text-too-long', `${n}`);
      assert.match(String(error['message']), /lines \(\d+\).* Send it in parts/);
    }
    await native.send('say', { id: 'after', text: 'after' });
    await lin.until(`${LONG_NAME}~after\n`);
    await seed.peer.until(`${LONG_NAME}~after`);
    assert.equal(lin.text.split('\n').filter((line) => line.startsWith(LONG_NAME)).length, 2);
  });

  it('P-7.6 is relayed whole where it is some hundred lines, to everybody', async () => {
    const seed = await SeedPeer.join(port(), 'sue');
    const lin = await joinLine(port(), 'lea');
    const native = await NativePeer.join(port(), `🦩 ${'x'.repeat(20)}`);
    const name = native.welcome['you'] as string;
    const log = Array.from({ length: 400 }, (_, n) => `${n} error: ~ ${'x'.repeat(20)}`);
    await native.send('say', { id: '1', text: log.join('\n') });
    await native.send('say', { id: '2', text: 'end', code: code(log.join('\n')) });
    await native.next('say', { id: '2' });
    await lin.until(`${name}~end\n`);
    await seed.peer.until(`[${name}] 399 error: ∼ ${'x'.repeat(20)}`);
    const shown = lin.text.split('\n').filter((line) => line.startsWith(`${name}~`));
    assert.deepEqual(
      shown.slice(0, 400),
      log.map((line) => `${name}~${line}`),
    );
  });

  it('P-8.10 is shown to plain peers with one empty line where several are', async () => {
    const seed = await SeedPeer.join(port(), 'sid');
    const lin = await joinLine(port(), 'lou');
    const native = await NativePeer.join(port(), 'nat');
    await native.send('say', { id: '1', text: `one\n\n \n\t\n\ntwo\n\nthree${'\n'.repeat(5000)}end` });
    assert.ok(String((await native.next('say', { id: '1' })).payload['text']).includes('\n\n \n'));
    await lin.until('nat~end\n');
    const wanted = ['one', '', 'two', '', 'three', '', 'end'];
    assert.deepEqual(
      lin.text.split('\n').filter((line) => line.startsWith('nat~')),
      wanted.map((line) => `nat~${line}`),
    );
    const [first, ...others] = wanted;
    await seed.peer.until(`nat~${first}${others.map((line) => `\n[nat] ${line}`).join('')}`);
  });
});

describe('whoever is shown all that one address can say at once', () => {
  const port = useServer('--join-delay-ms', '0', '--seed-spacing-ms', '4');

  it('P-10.2 is put out by nothing of it: the original client, a person with nc', async () => {
    const seed = await SeedPeer.join(port(), 'sam');
    const lin = await joinLine(port(), 'lin');
    lin.socket.pause();
    const lines = `${'~'.repeat(12)}\n`.repeat(600);
    const names = Array.from({ length: 12 }, (_, n) => `${'🦩'.repeat(30)}${n}`);
    for (const name of names) {
      const native = await NativePeer.join(port(), name);
      for (let n = 0; n < 10; n++) await native.send('say', { id: `${n}`, text: `${lines}${n}` });
      for (let n = 0; n < 10; n++) await native.send('rename', { id: `r${n}`, name: `${name.slice(2)}${n}` });
    }
    const last = await joinLine(port(), 'last');
    lin.socket.resume();
    await lin.until('SERVER~Welcoming last to the chat!\n');
    await last.send('hello\n');
    await lin.until('last~hello\n');
    await seed.peer.until(/(?:SERVER~|\[SERVER\] )Welcoming last to the chat!/);
    assert.equal(seed.peer.gone, undefined);
    assert.ok(!lin.text.includes('has left the chat'));
  });
});
