import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Script from '../../../scripts/sentences.mjs';

const script = async (): Promise<typeof Script> =>
  (await import(pathToFileURL(path.resolve('scripts/sentences.mjs')).href)) as typeof Script;

/** What is found in a file of the editor, or of `folder`, that holds this line. */
async function foundIn(line: string, file = 'src/editor/planted.ts'): Promise<Script.Found> {
  const { findSentences } = await script();
  return findSentences([{ file, text: line }]);
}

describe('the list of sentences', () => {
  const bypasses: Readonly<Record<string, string>> = {
    'a notification': `tell('The room is full.');`,
    'one word on a button': `askModally(question, detail, 'Remove');`,
    'a title': `const state = { kind: 'failed', title: 'Full' };`,
    'a failure': `throw new Failure('You are not in a room.');`,
    'a template': 'tell(`${name} joined.`);',
    'a sentence in two parts': `warn('The room ' + 'is full.');`,
    'a sentence that is put together before it is shown': `const why = busy ? 'Try again later.' : t('Try again.');`,
    'a value of a translated sentence': `t('{0} is away.', 'The host');`,
  };
  for (const [what, line] of Object.entries(bypasses)) {
    it(`finds what bypasses the translations: ${what}`, async () => {
      const { problems } = await foundIn(line);
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.match(problems[0]!, /^src\/editor\/planted\.ts:1: not translated/);
    });
  }

  for (const markup of ['<p>Room full</p>', '<button title="Copy"></button>', '<p>${x} people</p>']) {
    it(`finds it in the panel: ${markup}`, async () => {
      const { problems } = await foundIn(`html\`${markup}\`;`, 'webview/views/planted.ts');
      assert.equal(problems.length, 1, problems.join('\n'));
    });
  }

  const silent: Readonly<Record<string, string>> = {
    'a line of the log': `logger.warn(\`joining \${address} at start: The room is full.\`);`,
    'an error for whoever made a mistake': `throw new Error('This client is disposed.');`,
    'the name of an icon': `iconButton('close', t('Forget This Room'));`,
    'values alone': 'item = { label: `${name} (${room})` };',
    'markup with values alone': "html`<p title=${text} class='room header'>${name}</p>`;",
    'a type': `type Sentence = 'The room is full.';`,
  };
  for (const [what, line] of Object.entries(silent)) {
    it(`leaves alone ${what}`, async () => {
      assert.deepEqual((await foundIn(line)).problems, []);
    });
  }

  it('has each translated sentence once, and everywhere it is said', async () => {
    const { findSentences } = await script();
    const { translated, problems } = findSentences([
      { file: 'src/editor/a.ts', text: `t('Copy'); vscode.l10n.t('You are {0}.', name);` },
      { file: 'src/editor/b.ts', text: `l10n.t('Copy');` },
      { file: 'src/panel/strings.ts', text: `export const panelStrings = { copy: 'Copy', send: 'Send' };` },
    ]);
    assert.deepEqual(problems, []);
    assert.deepEqual([...translated.keys()].sort(), ['Copy', 'Send', 'You are {0}.']);
    assert.deepEqual(
      [...translated.get('Copy')!],
      ['src/editor/a.ts', 'src/editor/b.ts', 'src/panel/strings.ts'],
    );
  });

  it('has what programs say in English only, with the names of the values', async () => {
    const { english } = await foundIn(
      "fail(`The room at ${formatAddress(address)} is ` + 'full; try again.');",
      'src/server/planted.ts',
    );
    assert.deepEqual([...english.keys()], ['The room at {address} is full; try again.']);
  });

  it('has the sentences of the wire and of the terminal', async () => {
    const { findSentences, productSources } = await script();
    const { english } = findSentences(productSources());
    for (const sentence of [
      'The room is full; try again when somebody has left.',
      'Server runs on {host} {port}',
    ])
      assert.ok(english.has(sentence), sentence);
  });

  it('does not take a sentence for translated that is no plain string', async () => {
    const { problems } = await foundIn('t(sentence);');
    assert.match(problems.join(), /not a plain string/);
  });
});
