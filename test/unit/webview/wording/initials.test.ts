import assert from 'node:assert/strict';
import { initials } from '../../../../webview/wording/initials';

describe('initials', () => {
  it('are the first characters of the first and the last word', () => {
    const expected: Readonly<Record<string, string>> = {
      ada: 'A',
      'Cleo Ökonomou': 'CÖ',
      'Ana Maria de la Cruz': 'AC',
      'build-bot': 'BB',
      'bob (away)': 'B',
      太郎: '太',
      क्षितिज: 'क्षि',
      '👩‍👩‍👧‍👦 family': 'F',
      '👍🏽': '👍🏽',
      '-': '-',
    };
    for (const [name, shown] of Object.entries(expected)) assert.equal(initials(name), shown);
  });
});
