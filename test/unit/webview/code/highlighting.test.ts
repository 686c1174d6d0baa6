import assert from 'node:assert/strict';
import { Highlighting } from '../../../../webview/code/highlighting';

const colored = (grammar: string, text: string) => [{ text, kind: 'keyword' as const, grammar }];

describe('the order of highlighting', () => {
  let loads: number;
  let pauses: number;
  const make = (highlight = colored): Highlighting => {
    loads = pauses = 0;
    return new Highlighting({
      load: () => {
        loads++;
        return Promise.resolve({ highlight });
      },
      pause: () => {
        pauses++;
        return Promise.resolve();
      },
    });
  };

  it('loads nothing before there is code', async () => {
    const highlighting = make();
    assert.equal(loads, 0);
    await highlighting.tokens('go', 'x');
    assert.equal(loads, 1);
  });

  it('answers at once what it knows', async () => {
    const highlighting = make();
    const tokens = highlighting.tokens('go', 'x');
    assert.ok(tokens instanceof Promise);
    assert.equal(highlighting.tokens('go', 'x'), tokens, 'asked once');
    assert.deepEqual(await tokens, colored('go', 'x'));
    assert.deepEqual(highlighting.tokens('go', 'x'), colored('go', 'x'));
    assert.ok(highlighting.tokens('rust', 'x') instanceof Promise);
  });

  it('pauses before each piece', async () => {
    const highlighting = make();
    await Promise.all(['a', 'b', 'c'].map((code) => Promise.resolve(highlighting.tokens('go', code))));
    assert.equal(pauses, 3);
  });

  it('gives colours to the beginning of what would take too long', async () => {
    const highlighting = make();
    const line = `${'x'.repeat(99)}\n`;
    assert.deepEqual(await highlighting.tokens('go', line.repeat(61)), [
      ...colored('go', line.repeat(60)),
      { text: line },
    ]);
    const wide = 'x'.repeat(2001);
    assert.deepEqual(await highlighting.tokens('go', `a\n${wide}`), [
      ...colored('go', 'a\n'),
      { text: wide },
    ]);
  });

  it('draws code in one colour where it fails', async () => {
    const highlighting = make(() => {
      throw new Error('a fault');
    });
    assert.deepEqual(await highlighting.tokens('go', 'x'), [{ text: 'x' }]);
    assert.deepEqual(await highlighting.tokens('go', 'y'), [{ text: 'y' }], 'and goes on');
  });

  it('remembers what is used, and no more than a room shows', async () => {
    const highlighting = make();
    await highlighting.tokens('go', 'kept');
    await highlighting.tokens('go', 'old');
    for (let i = 0; i < 299; i++) {
      await highlighting.tokens('go', String(i));
      void highlighting.tokens('go', 'kept');
    }
    assert.ok(!(highlighting.tokens('go', 'kept') instanceof Promise));
    assert.ok(highlighting.tokens('go', 'old') instanceof Promise);
  });
});
