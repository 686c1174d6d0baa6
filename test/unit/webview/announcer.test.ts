import assert from 'node:assert/strict';
import type { PanelEntry } from '../../../src/panel/entrySchemas';
import { panelStrings } from '../../../src/panel/strings';
import { Announcer, APART_MS, GATHER_MS } from '../../../webview/announcer';
import { ManualTimers } from './manualTimers';

const message = (text: string): PanelEntry => ({
  kind: 'message',
  ...{
    key: text,
    order: 1,
    at: 0,
    author: 'bob',
    authorKey: 'b',
    color: 1,
    own: false,
    text,
    status: 'sent',
  },
});

describe('Announcer', () => {
  let timers: ManualTimers;
  let said: string[];
  let announcer: Announcer;
  beforeEach(() => {
    timers = new ManualTimers();
    said = [];
    announcer = new Announcer((text) => said.push(text), panelStrings, timers);
  });

  it('reads a message out after a moment', () => {
    announcer.arrived([message('hi')]);
    timers.pass(GATHER_MS - 1);
    assert.deepEqual(said, []);
    timers.pass(1);
    assert.deepEqual(said, ['bob: hi']);
  });

  it('leaves what comes to another page that tells it, and not what the person does here', () => {
    announcer.isQuiet = true;
    announcer.arrived([message('hi')]);
    timers.pass(60_000);
    announcer.tell('Copied');
    assert.deepEqual(said, ['Copied']);
  });

  it('sums a burst up', () => {
    for (const text of ['a', 'b', 'c']) announcer.arrived([message(text)]);
    announcer.arrived([message('d'), message('e')]);
    timers.pass(60_000);
    assert.deepEqual(said, ['New messages: 5']);
  });

  it('speaks at most every five seconds in a busy room, and leaves none out', () => {
    for (let i = 0; i < 200; i++) {
      announcer.arrived([message(`${i}`)]);
      timers.pass(100);
    }
    timers.pass(APART_MS);
    assert.equal(said.length, Math.ceil((20_000 - GATHER_MS) / APART_MS) + 1);
    const counts = said.map((text) => Number(/\d+$/.exec(text)?.[0]));
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      200,
    );
  });

  it('counts what came and is not here, and reads no message out as if it were the only one', () => {
    announcer.arrived([message('a')]);
    announcer.arrived([], 20_000);
    timers.pass(60_000);
    announcer.arrived([], 1);
    timers.pass(60_000);
    assert.deepEqual(said, ['New messages: 20001', 'New messages: 1']);
  });

  it('says at once how things stand, and nothing about nothing', () => {
    announcer.tell('The connection broke.');
    announcer.tell('');
    announcer.arrived([]);
    timers.pass(60_000);
    assert.deepEqual(said, ['The connection broke.']);
  });
});
