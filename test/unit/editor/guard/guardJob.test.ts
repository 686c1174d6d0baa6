import assert from 'node:assert/strict';
import { watch } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../../src/base/clock';
import { systemClock } from '../../../../src/base/systemClock';
import { runGuardJob } from '../../../../src/editor/guard/guardJob';

const threadPath = path.join(__dirname, '../../../../src/editor/guard/guardThread.js');
const SECRETS = { kind: 'secrets', text: 'x', fileName: '' } as const;

describe('the thread that looks at what goes out', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(path.join(tmpdir(), 'tilde-guard-'))));
  after(() => rm(folder, { recursive: true }));

  const threadThat = async (code: string): Promise<string> => {
    const file = path.join(folder, 'thread.js');
    await writeFile(file, code);
    return file;
  };

  it('tells what is ignored', async () => {
    const ignoreFiles = [{ folder: [], text: '*.log' }];
    for (const [file, isIgnored] of [
      ['a.log', true],
      ['a.ts', false],
    ] as const)
      assert.equal(
        await runGuardJob({ kind: 'ignored', file: [file], ignoreFiles }, { threadPath, timeoutMs: 120_000 }),
        isIgnored,
      );
  });

  it('is ended where an expression takes for ever', async () => {
    const started = path.join(folder, 'started');
    const slow = await threadThat(
      `require('node:fs').writeFileSync(${JSON.stringify(started)}, ''); /^(a+)+$/.test('${'a'.repeat(60)}b');`,
    );
    const clock: Clock = {
      ...systemClock,
      after: (_ms, fn) => {
        const watcher = watch(folder, (_event, name) => name === 'started' && fn());
        return { dispose: () => watcher.close() };
      },
    };
    assert.equal(await runGuardJob(SECRETS, { threadPath: slow, clock }), undefined);
  });

  it('knows nothing where it fails, ends, or is missing', async () => {
    for (const code of [
      'throw new Error("x")',
      'process.exit(0)',
      'const a = []; for (;;) a.push(new Array(1e6).fill(a))',
    ])
      assert.equal(
        await runGuardJob(SECRETS, { threadPath: await threadThat(code), timeoutMs: 120_000 }),
        undefined,
        code,
      );
    const missing = path.join(folder, 'missing.js');
    assert.equal(await runGuardJob(SECRETS, { threadPath: missing, timeoutMs: 120_000 }), undefined);
  });
});
