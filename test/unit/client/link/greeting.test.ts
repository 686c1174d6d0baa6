import assert from 'node:assert/strict';
import { type FirstWords, greetingWaitMs, judgeFirstWords } from '../../../../src/client/link/greeting';

describe('judgeFirstWords', () => {
  const rows: [string, boolean, FirstWords | undefined][] = [
    ['SERVER~Tilde/1 den - send your name', false, { kind: 'native' }],
    ['SERVER~Tilde/', false, { kind: 'native' }],
    ['SERVER~Til', false, undefined],
    ['S', false, undefined],
    ['SERVER~Welcoming bob to the chat!', false, { kind: 'seed' }],
    ['bob~hello', false, { kind: 'seed' }],
    [
      'SERVER~This room is private; join it with its key.\n',
      false,
      { kind: 'rejected', sentence: 'This room is private; join it with its key.' },
    ],
    ['SERVER~The room is full', false, undefined],
    ['SERVER~The room is full', true, { kind: 'rejected', sentence: 'The room is full' }],
    ['SSH-2.0-OpenSSH_9.6\r\n', false, { kind: 'not-chat' }],
    ['220', false, undefined],
    ['220', true, { kind: 'not-chat' }],
    ['x'.repeat(200), false, { kind: 'not-chat' }],
  ];
  for (const [text, whole, verdict] of rows) {
    it(`${JSON.stringify(text.slice(0, 40))}${whole ? ' and no more' : ''}: ${verdict?.kind ?? 'not known yet'}`, () => {
      assert.deepEqual(judgeFirstWords(text, whole), verdict);
    });
  }
});

describe('greetingWaitMs', () => {
  it('is never below the setting', () => assert.equal(greetingWaitMs(600, 10), 600));
  it('gives a far server more time', () => assert.equal(greetingWaitMs(600, 200), 850));
});
