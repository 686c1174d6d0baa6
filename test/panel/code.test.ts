import assert from 'node:assert/strict';
import { axeFindings } from './axe';
import { message, type Panel } from './panelPage';
import { THEMES } from './themes';
import { usePanel } from './usePanel';

const LINES =
  'for chunk in chunks:\n\t*whole, rest = (rest + chunk).split("\\n")\n    yield from whole  # every line';
const QUOTED = { path: 'src/lines.py', start: 4, end: 6, text: LINES };
/** Something of each colour. */
const COLORFUL = [
  '```ts\n// why\n@injectable()\nexport class Lines {\n  read(s: string): boolean { return /b+/.test(`a${s}`) ?? 12 > 3 ?? true; }\n}\n```',
  '```html\n<a href="x">text</a> <!-- why -->\n```',
  '```diff\n@@ -1 +1 @@\n-old\n+new\n```',
  '```c\n#include <stdio.h>\n```',
  '```sh\necho "$HOME"\n```',
].join('\n');
const lines = (count: number): string => Array.from({ length: count }, (_, i) => `line ${i + 1}`).join('\n');

describe('code in the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  const block = (key: string) => panel.message(key).locator('.code-block');

  it('is drawn with its place, its lines and its language, every tab and space kept', async () => {
    await open();
    await panel.snapshot([
      message(1, { text: 'Look:', code: QUOTED }),
      message(2, { text: '```go\n\tx  := 1 \n```' }),
    ]);
    assert.equal(await block('m1').getAttribute('aria-label'), 'Code, Python, src/lines.py:4–6');
    assert.equal(await block('m1').locator('.code-numbers').textContent(), '4\n5\n6');
    assert.equal(await block('m1').locator('code').textContent(), LINES);
    assert.equal(await block('m2').locator('.code-language').textContent(), 'Go');
    assert.equal(await block('m2').locator('code').textContent(), '\tx  := 1 ');
    assert.equal(await block('m2').locator('.code-numbers').count(), 0);
  });

  it('says on hover and to screen readers from which version it is, and shows nothing of that', async () => {
    await open({ width: 250 });
    const version = { remote: 'github.com/team/tool', commit: '0123456789'.repeat(4) };
    await panel.snapshot([
      message(1, { text: '', code: { ...QUOTED, ...version, dirty: true } }),
      message(2, { text: '', code: { ...QUOTED, path: 'src/other.py', ...version, dirty: false } }),
      message(3, { text: '', code: { ...QUOTED, path: 'x.py', remote: 'a.b/c' } }),
      message(4, { text: '', code: QUOTED }),
    ]);
    await panel.post({ type: 'places', found: [QUOTED.path] });
    await block('m1').locator('a.place').waitFor();
    const known = 'github.com/team/tool, commit 0123456';
    const titleOf = (key: string) => block(key).locator('.code-place').getAttribute('title');
    assert.equal(await titleOf('m1'), `${known}, changed since`);
    assert.equal(
      await block('m1').locator('a.place').getAttribute('title'),
      `Go to where this code is now\n${known}, changed since`,
    );
    assert.deepEqual([await titleOf('m2'), await titleOf('m3'), await titleOf('m4')], [known, 'a.b/c', null]);
    assert.match(
      (await block('m1').getAttribute('aria-label'))!,
      /, src\/lines\.py:4–6, github\.com.*changed since$/,
    );
    for (const key of ['m1', 'm2', 'm3'])
      assert.doesNotMatch(await block(key).innerText(), /commit|github|a\.b/);
    assert.ok((await panel.page.evaluate(() => document.documentElement.scrollWidth)) <= 250);
  });

  it('has the size and the colour of an editor, each number beside its line', async () => {
    await open();
    // what VS Code gives each webview
    await panel.page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '@layer vscode-default { code { color: white; background: navy; font-family: monospace } }',
      );
      document.adoptedStyleSheets = [sheet];
      document.documentElement.style.setProperty('--vscode-editor-font-size', '17px');
    });
    await panel.snapshot([message(1, { text: '', code: QUOTED }), message(2, { text: 'Keep `rest`.' })]);
    const look = (selector: string) =>
      panel.log
        .locator(selector)
        .first()
        .evaluate((node) => {
          const { color, backgroundColor: ground, fontSize, lineHeight } = getComputedStyle(node);
          return { color, ground, fontSize, lineHeight };
        });
    const code = await look('pre > code');
    assert.equal(code.fontSize, '17px');
    assert.equal(code.lineHeight, (await look('.code-numbers')).lineHeight);
    assert.equal(code.color, (await look('.code-block')).color);
    const inline = await look('[data-key="m2"] code');
    assert.equal(inline.color, (await look('[data-key="m2"] .text')).color);
    assert.notEqual(inline.ground, 'rgb(0, 0, 128)');
  });

  it('has the colours of each kind of theme, all of them to be read', async () => {
    for (const theme of THEMES) {
      await open({ theme, width: 600 });
      await panel.snapshot([message(1, { text: COLORFUL, code: QUOTED })]);
      await block('m1').locator('code .code-deleted').waitFor();
      assert.deepEqual(await axeFindings(panel), [], theme.name);
      const kinds = await block('m1')
        .locator('code span')
        .evaluateAll((spans) => [...new Set(spans.map((span) => span.getAttribute('class')))].length);
      assert.ok(kinds >= 12, `${kinds} kinds`);
      const ratios = await panel.page.evaluate(contrasts);
      const least = theme.kind.includes('high-contrast') ? 7 : 4.5;
      assert.deepEqual(
        ratios.filter(([, ratio]) => ratio < least),
        [],
        theme.name,
      );
    }
  });

  it('is folded where it is long, and says how much is hidden', async () => {
    await open();
    await panel.snapshot([message(1, { text: `\`\`\`\n${lines(40)}\n\`\`\`` })]);
    const more = block('m1').getByRole('button', { name: 'Show 28 More Lines' });
    assert.equal(await block('m1').locator('code').textContent(), lines(12));
    await more.click();
    await panel.settled();
    assert.equal(await block('m1').locator('code').textContent(), lines(40));
    // somebody reacts: another version of the message
    const reactions = [{ emoji: '👍', count: 1, own: false, names: ['ana'] }];
    await panel.post({
      type: 'entries',
      entries: [message(1, { text: `\`\`\`\n${lines(40)}\n\`\`\``, reactions })],
    });
    assert.equal(await block('m1').locator('code').textContent(), lines(40));
    await block('m1').getByRole('button', { name: 'Show Less' }).click();
    await panel.settled();
    assert.equal(await block('m1').locator('code').textContent(), lines(12));
  });

  it('is copied, inserted and opened, all of it, also where it is folded', async () => {
    await open();
    await panel.snapshot([message(1, { text: `\`\`\`ts\n${lines(40)}\n\`\`\`` })]);
    const shown = block('m1').locator('.code-copied').waitFor();
    await block('m1').getByRole('button', { name: 'Copy Code' }).click();
    await shown;
    assert.deepEqual(await panel.next('copy'), { type: 'copy', text: lines(40) });
    await block('m1').getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(await panel.spoken.textContent(), 'Copied');
    await block('m1').getByRole('button', { name: 'Insert at Cursor' }).click();
    assert.deepEqual(await panel.next('insertCode'), { type: 'insertCode', text: lines(40) });
    await block('m1').getByRole('button', { name: 'Open in Editor' }).click();
    assert.deepEqual(await panel.next('openCode'), {
      type: 'openCode',
      text: lines(40),
      language: 'typescript',
    });
  });

  it('is reached and scrolled by keyboard', async () => {
    await open({ width: 250 });
    await panel.snapshot([message(1, { text: `\`\`\`ts\n${'wide '.repeat(80)}\n\`\`\`` })]);
    const tools = block('m1').getByRole('toolbar');
    await tools.getByRole('button').first().focus();
    await panel.page.keyboard.press('ArrowRight');
    assert.equal(await panel.page.evaluate(() => document.activeElement?.ariaLabel), 'Insert at Cursor');
    await tools.getByRole('button').first().focus();
    await panel.page.keyboard.press('Tab');
    assert.equal(await panel.focused(), 'code');
    const pre = block('m1').locator('pre');
    const watch = await pre.evaluateHandle((element) => ({
      scrolled: new Promise<number>((resolve) => {
        element.addEventListener('scroll', () => resolve(element.scrollLeft), { once: true });
      }),
    }));
    await panel.page.keyboard.press('ArrowRight');
    assert.ok((await watch.evaluate(({ scrolled }) => scrolled)) > 0);
    assert.equal(await panel.log.evaluate((log) => log.scrollWidth - log.clientWidth), 0);
  });

  it('is copied without the numbers of its lines', async () => {
    await open();
    await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await panel.snapshot([message(1, { text: '', code: QUOTED })]);
    await block('m1')
      .locator('pre')
      .evaluate((pre) => getSelection()?.selectAllChildren(pre));
    await panel.page.keyboard.press('ControlOrMeta+c');
    assert.equal(await panel.page.evaluate(() => navigator.clipboard.readText()), LINES);
  });

  it('loads what gives it colours only where there is code', async () => {
    await open();
    const loaded = () =>
      panel.page.evaluate(
        () =>
          performance.getEntriesByType('resource').filter(({ name }) => name.includes('highlighter')).length,
      );
    await panel.snapshot([message(1)]);
    assert.equal(await loaded(), 0);
    await panel.post({ type: 'entries', entries: [message(2, { text: '```ts\nlet a;\n```' })] });
    await block('m2').locator('.code-keyword').waitFor();
    assert.equal(await loaded(), 1);
  });

  it('is what several lines become that were copied from an editor, until that is undone', async () => {
    await open();
    await panel.snapshot([message(1)]);
    await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const text = 'def one():\n\treturn 1';
    await panel.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await panel.composer.pressSequentially('See');
    await panel.page.keyboard.press('Shift+Enter');
    await panel.page.keyboard.press('ControlOrMeta+v');
    assert.deepEqual(await panel.next('pasted'), { type: 'pasted', text });
    assert.equal(await panel.composer.inputValue(), `See\n${text}`);
    const place = { path: 'src/a.py', start: 3, end: 4 };
    await panel.post({ type: 'pastedCode', text, language: 'python', place });
    const code = `See\n\`\`\`python src/a.py:3-4\n${text}\n\`\`\``;
    assert.equal(await panel.composer.inputValue(), code);
    assert.match(await panel.page.locator('#composer-hint').innerText(), /^Pasted as code\./);
    assert.match(await panel.spoken.innerText(), /^Pasted as code\./);
    await panel.page.keyboard.press('ControlOrMeta+z');
    assert.equal(await panel.composer.inputValue(), `See\n${text}`);
    // somebody has written on meanwhile
    await panel.page.keyboard.type('!');
    await panel.post({ type: 'pastedCode', text, language: 'python', place });
    assert.equal(await panel.composer.inputValue(), `See\n${text}!`);
  });

  it('is written with tabs between fences, where what is pasted stays as it is', async () => {
    await open();
    await panel.snapshot([message(1)]);
    await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await panel.page.evaluate(() => navigator.clipboard.writeText('a\nb'));
    await panel.composer.fill('```\n');
    await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.press('ControlOrMeta+v');
    assert.equal(await panel.composer.inputValue(), '```\n\ta\nb');
    assert.equal(await panel.focused(), 'composer');
    assert.equal(panel.postedOf('pasted').length, 0);
    await panel.page.keyboard.press('Shift+Tab');
    assert.notEqual(await panel.focused(), 'composer');
    await panel.composer.fill('no fence');
    await panel.page.keyboard.press('Tab');
    assert.notEqual(await panel.focused(), 'composer');
  });

  it('links the places that the workspace has, and no others', async () => {
    await open();
    const trace = 'at parse (src/a.ts:12:3)\n    at run (/usr/lib/x.js:1:2)';
    await panel.snapshot([message(1, { text: trace }), message(2, { text: '', code: QUOTED })]);
    assert.deepEqual(await panel.next('findPlaces'), {
      type: 'findPlaces',
      paths: ['src/a.ts', '/usr/lib/x.js', 'src/lines.py'],
    });
    assert.equal(await panel.page.locator('a.place').count(), 0);
    await panel.post({ type: 'places', found: ['src/a.ts', 'src/lines.py'] });
    assert.deepEqual(await panel.page.locator('a.place').allTextContents(), [
      'src/a.ts:12:3',
      'src/lines.py:4–6',
    ]);
    assert.equal(await panel.message('m1').locator('.text').textContent(), trace);
    await panel.page.locator('a.place').first().click();
    assert.deepEqual(await panel.next('openPlace'), {
      type: 'openPlace',
      path: 'src/a.ts',
      line: 12,
      column: 3,
    });
    await panel.page.locator('a.place').last().focus();
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await panel.next('goToCode'), { type: 'goToCode', code: QUOTED }, 'by what it says');
    assert.equal(panel.postedOf('findPlaces').length, 1);
  });

  it('is looked for among one’s own files, and says where it is now', async () => {
    for (const theme of THEMES) {
      await open({ theme, width: 250 });
      const context = { above: '0a', below: '', outline: '', copies: 1, copy: 1, lines: 9 };
      const code = { ...QUOTED, remote: 'git.example/tool', commit: 'a'.repeat(40), dirty: false, context };
      const pasted = '```py src/a.py:3-4\na\nb\n```\n```py\nc\n```';
      await panel.snapshot([
        message(1, { text: '', code }),
        message(2, { text: pasted }),
        message(3, { text: '', code }),
        message(4, { text: '', code }),
      ]);
      const { codes } = await panel.next('findCode');
      const place = { path: 'src/a.py', start: 3, end: 4 };
      assert.deepEqual(codes, [
        { id: 'm1/0', code },
        { id: 'm2/0', code: { ...place, language: 'py', text: 'a\nb' } },
        { id: 'm3/0', code },
        { id: 'm4/0', code },
      ]);
      assert.equal(await panel.page.locator('.code-own').count(), 0);
      await panel.post({
        type: 'codePlaces',
        places: [
          { id: 'm1/0', place: { found: 'moved', start: 9, end: 11 } },
          { id: 'm2/0', place: { found: 'noFile' } },
          { id: 'm3/0', place: { found: 'here', start: 4, end: 6, otherCommit: true } },
          {
            id: 'm4/0',
            place: { found: 'changed', start: 9, end: 9, path: 'lib/of/somebody/else/lines.py' },
          },
        ],
      });
      const words = async (key: string) =>
        (await block(key).locator('.code-own').first().innerText()).split('\n');
      assert.deepEqual(await words('m1'), ['Go There', 'Diff with Mine', 'moved: now lines 9–11']);
      assert.deepEqual(await words('m2'), ['not in this workspace']);
      assert.deepEqual(await words('m3'), ['Go There', 'Diff with Mine', 'other commit']);
      assert.equal((await words('m4'))[2], 'changed: now lib/of/somebody/else/lines.py:9');
      assert.deepEqual(await axeFindings(panel), [], theme.name);
      assert.equal(await panel.log.evaluate((log) => log.scrollWidth - log.clientWidth), 0);
      await block('m1').getByRole('button', { name: 'Diff with Mine' }).click();
      assert.deepEqual(await panel.next('compareCode'), { type: 'compareCode', code });
      await block('m1').locator('a.place').click();
      assert.deepEqual(await panel.next('goToCode'), { type: 'goToCode', code });
      await block('m1').getByRole('button', { name: 'Go There' }).click();
      await panel.nextAfter('goToCode', 1);
    }
  });

  it('is looked for anew where its file changed, and says meanwhile what it said', async () => {
    await open();
    await panel.snapshot([message(1, { text: '', code: QUOTED })]);
    await panel.next('findCode');
    await panel.post({ type: 'codePlaces', places: [{ id: 'm1/0', place: { found: 'gone' } }] });
    await panel.post({ type: 'codeStale', paths: ['src/other.py'] });
    assert.equal(panel.postedOf('findCode').length, 1);
    await panel.post({ type: 'codeStale', paths: [QUOTED.path] });
    await panel.nextAfter('findCode', 1);
    assert.match(await block('m1').locator('.code-own').innerText(), /no longer in this file/);
  });
});

/** The contrast of each colour of code on its ground. */
function contrasts(): [name: string, ratio: number][] {
  const luminance = (color: string): number => {
    const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const block = document.querySelector('.code-block');
  if (!block) throw new Error('no code');
  const ground = luminance(getComputedStyle(block).backgroundColor);
  const kinds = [
    ...['comment', 'keyword', 'literal', 'number', 'string', 'regexp', 'function', 'type', 'variable'],
    ...['tag', 'attribute', 'meta', 'added', 'deleted'],
  ];
  return kinds.map((kind) => {
    const piece = document.createElement('span');
    piece.className = `code-${kind}`;
    block.querySelector('code')?.append(piece);
    const text = luminance(getComputedStyle(piece).color);
    piece.remove();
    const ratio = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    return [kind, Math.round(ratio * 100) / 100];
  });
}
