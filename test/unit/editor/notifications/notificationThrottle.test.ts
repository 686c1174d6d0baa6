import assert from 'node:assert/strict';
import { NotificationThrottle } from '../../../../src/editor/notifications/notificationThrottle';

describe('ToastPause', () => {
  it('leaves time between two', () => {
    const pause = new NotificationThrottle();
    assert.equal(pause.left(1000), 0);
    pause.told(1000, true, 0);
    assert.equal(pause.left(4000), 5000);
    assert.equal(pause.left(10_000), 0);
  });

  it('goes on where the window has the focus', () => {
    const pause = new NotificationThrottle();
    pause.told(1000, true, 5);
    assert.equal(pause.isAway(5), false);
  });

  it('tells somebody who is away once, until they come back', () => {
    const pause = new NotificationThrottle();
    assert.equal(pause.isAway(5), false);
    pause.told(1000, false, 5);
    assert.equal(pause.isAway(5), true);
    pause.focused();
    assert.equal(pause.isAway(5), false);
  });

  it('takes what is read, in whatever window, for a sign of somebody', () => {
    const pause = new NotificationThrottle();
    pause.told(1000, false, 5);
    assert.equal(pause.isAway(6), false);
  });

  it('holds back nothing that is for this person, but more of it from the same author', () => {
    const pause = new NotificationThrottle();
    pause.told(1000, true, 0);
    assert.equal(pause.left(2000, 'carol'), 0);
    pause.told(2000, true, 0, ['carol', 'dave']);
    assert.equal(pause.left(3000, 'carol'), 7000);
    assert.equal(pause.left(3000, 'dave'), 7000);
    assert.equal(pause.left(3000, 'erin'), 0);
    assert.equal(pause.left(3000), 7000);
    pause.told(4000, true, 0, ['erin']);
    assert.equal(pause.left(5000, 'carol'), 5000, 'another author in between does not let them in again');
    assert.equal(pause.left(10_000, 'carol'), 0);
  });
});
