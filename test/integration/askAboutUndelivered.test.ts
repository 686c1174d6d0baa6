import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askAboutUndelivered } from '../../src/editor/restoring/askAboutUndelivered';
import { UNDELIVERED_MEMENTO } from '../../src/editor/platform/ids';

describe('what was not delivered', () => {
  const LEFT = [
    { where: 'Workshop', texts: ['one', 'two'] },
    { where: '192.168.1.5:9999', texts: ['three'] },
  ];
  let stored: unknown;
  let asked: string[];

  const state: vscode.Memento = {
    keys: () => [UNDELIVERED_MEMENTO],
    get: () => stored,
    update: (_key: string, value: unknown) => {
      stored = value;
      return Promise.resolve();
    },
  } as vscode.Memento;
  /** Answers the questions one after the other with the button of that number; undefined: with none. */
  const ask = (...answers: (number | undefined)[]): Promise<void> =>
    askAboutUndelivered(state, (message, ...buttons) => {
      asked.push(message);
      const answer = answers.shift();
      return Promise.resolve(answer === undefined ? undefined : buttons[answer]);
    });

  beforeEach(async () => {
    stored = LEFT;
    asked = [];
    await vscode.env.clipboard.writeText('something else');
  });

  it('is told of for each room', async () => {
    await ask();
    assert.deepEqual(asked, [
      'Some of what you wrote in “Workshop” may not have arrived before this window was closed. Messages: 2',
      'Some of what you wrote in “192.168.1.5:9999” may not have arrived before this window was closed. Messages: 1',
    ]);
  });

  it('stays until the person has chosen', async () => {
    await ask(undefined, 1);
    assert.deepEqual(stored, LEFT.slice(0, 1));
    assert.equal(await vscode.env.clipboard.readText(), 'something else');
    await ask(0);
    assert.equal(await vscode.env.clipboard.readText(), 'one\n\ntwo');
    assert.equal(stored, undefined);
    await ask();
    assert.equal(asked.length, 3, 'nobody is asked about nothing');
  });
});
