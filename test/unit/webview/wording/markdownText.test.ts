import assert from 'node:assert/strict';
import { markdownText } from '../../../../webview/wording/markdownText';
import { message } from '../panelState';

describe('markdownText', () => {
  const code = { path: 'a.ts', start: 3, end: 4, text: 'let a;\n', language: 'ts' };

  it('is what was said, and what is quoted in a fence', () => {
    assert.equal(markdownText(message('a', 1, { text: '**so**' })), '**so**');
    assert.equal(
      markdownText(message('a', 1, { text: 'look', code })),
      'look\n\n`a.ts:3-4`\n\n```ts\nlet a;\n\n```',
    );
  });

  it('lets nothing in the lines end the fence', () => {
    const quoted = markdownText(message('a', 1, { text: '', code: { ...code, text: '````\n```' } }));
    assert.match(quoted, /^`a\.ts:3-4`\n\n`{5}ts\n/);
    assert.match(quoted, /\n`{5}$/);
  });
});
