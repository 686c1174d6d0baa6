import assert from 'node:assert/strict';
import type { PanelMessage } from '../../../src/panel/entrySchemas';
import { OwnMessages } from '../../../webview/ownMessages';

const mine = (key: string, status: PanelMessage['status'], own = true): PanelMessage => ({
  kind: 'message',
  ...{ key, order: 1, at: 0, author: 'ana', authorKey: 'a', color: 1, own, text: key, status },
});

describe('OwnMessages', () => {
  let own: OwnMessages;
  beforeEach(() => {
    own = new OwnMessages();
  });
  const sent = (...[before, now]: [PanelMessage[], PanelMessage[]]): number => own.news(before, now).sent;

  it('knows a message that came back, also after it failed, and only once', () => {
    assert.equal(sent([mine('a', 'pending')], [mine('a', 'sent')]), 1);
    assert.equal(sent([mine('a', 'failed')], [mine('a', 'sent')]), 1);
    assert.equal(sent([mine('a', 'sent')], [mine('a', 'sent')]), 0);
    const both = [mine('a', 'pending'), mine('b', 'pending')];
    assert.equal(sent(both, [mine('a', 'sent'), mine('b', 'sent')]), 2);
  });

  it('knows one that came back before it was shown from one said in another window', () => {
    assert.equal(sent([], [mine('a', 'sent')]), 0);
    own.said();
    assert.equal(sent([], [mine('b', 'sent')]), 1);
    assert.equal(sent([], [mine('c', 'sent')]), 0);
    own.said();
    assert.equal(sent([], [mine('d', 'pending')]), 0);
    assert.equal(sent([mine('d', 'pending')], [mine('e', 'sent')]), 0);
    own.said();
    own.refused();
    assert.equal(sent([], [mine('f', 'sent')]), 0, 'it was refused');
  });

  it('leaves one that was said elsewhere to the panel in which it was said', () => {
    const pending = mine('a', 'pending');
    assert.equal(sent([], [pending]), 0);
    assert.equal(sent([pending], [mine('a', 'sent')]), 0);
    const failed = mine('b', 'failed');
    assert.equal(own.news([], [mine('b', 'pending')]).failed, undefined);
    assert.equal(own.news([mine('b', 'pending')], [failed]).failed, undefined);
  });

  it('knows of no news in what is there at the beginning, and of what becomes of it', () => {
    const failed = mine('a', 'failed');
    assert.deepEqual(own.news([], [failed, mine('b', 'pending')]), { sent: 0, failed: undefined });
    own.startAnew();
    assert.equal(sent([failed, mine('b', 'pending')], [mine('a', 'sent'), mine('b', 'sent')]), 2);
    own.said();
    own.startAnew();
    assert.equal(sent([], [mine('c', 'sent')]), 0);
  });

  it('tells of what failed once', () => {
    const failed = mine('a', 'failed');
    assert.equal(own.news([mine('a', 'pending')], [failed]).failed, failed);
    assert.equal(own.news([failed], [failed]).failed, undefined);
    assert.equal(own.news([], [mine('b', 'failed', false)]).failed, undefined);
  });
});
