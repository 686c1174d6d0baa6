import assert from 'node:assert/strict';
import type { PanelMessage } from '../../../../src/panel/entrySchemas';
import { reduce } from '../../../../webview/state/reducer';
import type { ViewState } from '../../../../webview/state/viewState';
import { come, joined, message, panel, range } from '../panelState';

describe('what is being written', () => {
  const reply = (state: ViewState, about: PanelMessage): ViewState =>
    reduce(state, { type: 'write', writing: { kind: 'reply', message: about } });

  it('is about the newest version of its message, until that is deleted', () => {
    const about = message('a', 1);
    const edited = message('a', 1, { text: 'new' });
    const after = come(reply(joined([about]), about), edited);
    assert.deepEqual(after.writing, { kind: 'reply', message: edited });
    const entries = [message('a', 1, { removed: true })];
    const ways = [
      { type: 'entries', entries },
      { type: 'snapshot', entries, state: panel, more: false, readUpTo: 0 },
      { type: 'newest', entries, more: false, came: 0 },
      { type: 'older', entries, more: false, before: 5 },
    ] as const;
    for (const way of ways) assert.equal(reduce(after, way).writing, undefined, way.type);
  });

  it('stays when the room is told anew, and ends with the room', () => {
    const state = reply(joined([message('a', 1)]), message('a', 1));
    const told = { type: 'snapshot', entries: [], more: false, readUpTo: 0 } as const;
    assert.ok(reduce(state, { ...told, state: panel }).writing);
    const other = { ...panel, room: { ...panel.room!, address: '127.0.0.1:1' } };
    assert.equal(reduce(state, { ...told, state: other }).writing, undefined);
    const draft = { room: 'r', text: '', change: { of: 2, text: 'x' }, about: message('b', 2) };
    const begun = reduce(state, { ...told, state: other, draft }).writing;
    assert.deepEqual(begun, { kind: 'edit', message: draft.about }, 'what was begun there goes on');
  });
});

describe('the way to a message', () => {
  const to = (order: number): ViewState =>
    reduce(joined(range(100, 600), true), { type: 'toMessage', order });

  it('ends at once at one that is here', () => {
    const { seeking, atBottom, window } = to(150);
    assert.deepEqual([seeking, atBottom, window.from <= 150, window.to >= 150], [false, false, true, true]);
  });

  it('leads from page to page to one that is not', () => {
    const asked = to(50);
    assert.deepEqual([asked.seeking, asked.returningTo], [true, 50]);
    const there = reduce(asked, { type: 'older', before: 100, entries: range(0, 100), more: true });
    assert.deepEqual([there.seeking, there.window.from <= 50, there.window.to >= 50], [false, true, true]);
  });
});
