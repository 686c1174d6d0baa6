import assert from 'node:assert/strict';
import type { PanelMessage } from '../../../../src/panel/entrySchemas';
import type { PanelState } from '../../../../src/panel/stateSchemas';
import { actionsFor } from '../../../../webview/state/messageActions';
import { away, left } from '../../../support/setbacks';
import { message, panel } from '../panelState';

describe('what can be done with a message', () => {
  const actions = (more: Partial<PanelMessage>, state: Partial<PanelState> = {}) =>
    actionsFor(message('a', 1, more), { ...panel, ...state });

  const copies = ['copyText', 'copyMarkdown'];
  const forAll = ['addReaction', 'reply', 'copyText', 'copyMarkdown', 'copyLink'];

  it('is more with one’s own', () => {
    assert.deepEqual(actions({}), forAll);
    assert.deepEqual(actions({ own: true }), [...forAll, 'edit', 'remove']);
  });

  it('is nothing with what was deleted, and only to copy what the room does not have', () => {
    assert.deepEqual(actions({ own: true, removed: true }), []);
    for (const status of ['pending', 'failed'] as const)
      assert.deepEqual(actions({ own: true, status }), copies);
  });

  it('waits for a connection that is away, and needs a room that knows replies', () => {
    assert.ok(actions({}, { connection: away('x') }).includes('reply'));
    assert.deepEqual(actions({}, { connection: left('x') }), copies);
    assert.deepEqual(actions({}, { room: { ...panel.room!, basic: true } }), copies);
    assert.deepEqual(actionsFor(message('a', 1), undefined), copies);
  });
});
