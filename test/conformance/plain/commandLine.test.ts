import assert from 'node:assert/strict';
import { LIMITS, type LimitSpec } from '../../../src/protocol/wire/limits';
import { runServer } from '../support/server';

/** A few at a time: each is a process. */
const AT_ONCE = 4;

async function eachRefused(
  cases: readonly (readonly [argv: readonly string[], sentence: RegExp])[],
): Promise<void> {
  const left = [...cases];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [argv, sentence] = next;
      const { code, stdout, stderr } = await runServer('--port', '0', ...argv);
      assert.match(stderr, sentence, argv.join(' '));
      assert.match(stderr, /^[^\n]+\.\n$/, 'one sentence on one line');
      assert.deepEqual({ code, stdout }, { code: 1, stdout: '' }, argv.join(' '));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

describe('P-10 the command line', () => {
  const specs: LimitSpec[] = Object.values(LIMITS);

  it('P-10 shows every limit, its default, what it can be, and whether 0 is off, in --help', async () => {
    const { stdout } = await runServer('--help');
    for (const { flag, default: value, min, max, zeroIsOff, help } of specs) {
      const row = stdout.split('\n').find((line) => line.includes(`--${flag} N`)) ?? '';
      const [, shown = ''] = row.split(`${help} (`);
      assert.match(shown, /^\d+(; [\d.]+ (or more|to \d+))?(; 0 = off)?\)$/, row);
      assert.equal(Number.parseInt(shown), value, row);
      assert.equal(shown.includes(`; ${min} or more`), min !== 1 && max === undefined, row);
      assert.equal(shown.includes(`; ${min} to ${max}`), max !== undefined, row);
      assert.equal(shown.endsWith('; 0 = off)'), zeroIsOff, row);
    }
  });

  it('P-10 refuses for every limit what is too small, with a sentence that names it', async () => {
    await eachRefused(
      specs.map(({ flag, min, zeroIsOff }) => {
        const bad = zeroIsOff ? String(min / 2) : '0';
        return [
          [`--${flag}`, bad],
          new RegExp(`^--${flag} takes a (?:whole )?number of at least ${min}\\b.*"${bad}"\\.$`, 'm'),
        ];
      }),
    );
  });

  it('P-10 refuses values that are no numbers, and flags that it does not know', async () => {
    await eachRefused([
      [['--rate', 'fast'], /^--rate takes a number .*, or 0 to switch it off, not "fast"\.$/m],
      [['--burst', '1.5'], /^--burst takes a whole number .*"1\.5"/],
      [['--burst', '1e3'], /^--burst .*"1e3"/],
      [['--max-text-bytes', '57345'], /^--max-text-bytes .* at least 1 and at most 57344, not "57345"\.$/m],
      [['--burst', '9'.repeat(30)], /^--burst .* at least 1 and at most 9007199254740991, not "9+"\.$/m],
      [['--max-members', ''], /^--max-members .*""/],
      [['--max-members', ' 5'], /^--max-members /],
      [['--max-members=-1'], /^--max-members .*"-1"/],
      [['--max-members', '-1'], /--max-members/],
      [['--max-members'], /--max-members/],
      [['--max-member', '5'], /--max-member\b/],
      [['--rate', '5', '--colour', 'red'], /^Unknown option '--colour'/],
      [['room'], /'room'/],
      [['192.168.0.5'], /'192\.168\.0\.5'/],
      [['-x'], /'-x'/],
      [['--open=yes'], /--open/],
      [['--port', '1.5'], /^--port takes a whole number/],
      [['--port', '-1'], /--port/],
      [['--host', '0.0.0.0'], /--open/],
      [['--host', '::'], /--open/],
      [['--host', '127.no.such.host.invalid'], /--open/],
      [['--host', 'no.such.host.invalid', '--open'], /^Cannot bind host no\.such\.host\.invalid/],
    ]);
  });
});
