import assert from 'node:assert/strict';
import { joined, message, type Panel } from './panelPage';
import { usePanel } from './usePanel';
import { away, left } from '../support/setbacks';

describe('the composer of the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));

  beforeEach(async () => {
    await open();
    await panel.snapshot([]);
  });
  const disabled = (): Promise<boolean> => panel.send.evaluate((button) => button.hasAttribute('disabled'));

  it('sends on Enter, and breaks the line on Shift+Enter', async () => {
    await panel.composer.focus();
    await panel.page.keyboard.type('one');
    await panel.page.keyboard.press('Shift+Enter');
    await panel.page.keyboard.type('two');
    await panel.settled();
    assert.equal(panel.postedOf('say').length, 0);
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: 'one\ntwo' });
    assert.equal(await panel.composer.inputValue(), '');
  });

  it('breaks the line on Enter where the person wants that, and sends on Shift+Enter', async () => {
    await panel.snapshot([], { ...joined, enterBreaks: true });
    await panel.composer.focus();
    await panel.page.keyboard.type('one');
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.type('two');
    assert.equal(await panel.composer.inputValue(), 'one\ntwo');
    assert.equal(await panel.send.getAttribute('title'), 'Send (Shift+Enter)');
    await panel.settled();
    assert.equal(panel.postedOf('say').length, 0);
    await panel.page.keyboard.press('Shift+Enter');
    assert.equal((await panel.next('say')).text, 'one\ntwo');
    await panel.page.keyboard.type('three');
    await panel.page.keyboard.press('ControlOrMeta+Enter');
    assert.equal((await panel.nextAfter('say', 1)).text, 'three');
  });

  it('sends by its button and takes the focus back', async () => {
    await panel.composer.fill('  indented\n\n');
    await panel.send.click();
    assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: '  indented' });
    assert.equal(await panel.page.evaluate(() => document.activeElement?.id), 'composer');
  });

  it('leaves Enter to an input method that is composing', async () => {
    await panel.composer.fill('かな');
    await panel.composer.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await panel.composer.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
    assert.equal(await panel.composer.inputValue(), 'かな');
    await panel.composer.press('Enter');
    await panel.next('say');
    assert.equal(panel.postedOf('say').length, 1);
  });

  it('has nothing to send when there is only white space', async () => {
    await panel.composer.fill(' \n ');
    assert.equal(await disabled(), true);
    assert.equal(await panel.send.getAttribute('title'), 'Write a message first');
    await panel.composer.press('Enter');
    assert.equal(await panel.composer.inputValue(), ' \n ');
    assert.equal(panel.postedOf('say').length, 0);
  });

  it('counts bytes, and says by how many characters a message is too long', async () => {
    await panel.composer.fill('é'.repeat(500));
    assert.equal(await disabled(), false);
    await panel.composer.fill('é'.repeat(501));
    assert.equal(await disabled(), true);
    assert.match(
      (await panel.page.locator('#composer-hint').textContent())!,
      /\b1 character too long for one message\./,
    );
    await panel.composer.fill('é'.repeat(2501));
    assert.match(
      (await panel.page.locator('#composer-hint').textContent())!,
      /\b2,001 characters too long for one message\./,
    );
    assert.equal(await panel.composer.getAttribute('aria-invalid'), 'true');
    await panel.composer.press('Enter');
    await panel.settled();
    assert.equal(panel.postedOf('say').length, 0);
  });

  it('grows with what is written, to a limit, and keeps the newest message in sight', async () => {
    const height = async (): Promise<number> => (await panel.composer.boundingBox())!.height;
    await panel.snapshot(Array.from({ length: 60 }, (_, i) => message(i)));
    const one = await height();
    await panel.composer.fill('1\n2\n3');
    const three = await height();
    assert.ok(three > one + 20, `${one} then ${three}`);
    await panel.composer.fill('line\n'.repeat(100));
    assert.ok((await height()) <= 0.4 * 640 + 1);
    await panel.settled();
    assert.equal(await panel.fromBottom(), 0);
  });

  it('keeps the draft over a reload, and says why it cannot be sent once the room is left', async () => {
    await panel.composer.fill('half a thought');
    await panel.next('draft');
    await panel.page.reload();
    await panel.snapshot([], { connection: left('You left the room.') });
    assert.equal(await panel.composer.inputValue(), 'half a thought');
    assert.equal(await disabled(), true);
    assert.match((await panel.page.locator('#composer-hint').textContent())!, /Not connected/);
  });

  it('is one line high while nothing is written, however narrow it is', async () => {
    const height = () => panel.composer.evaluate((input) => input.getBoundingClientRect().height);
    const wide = await height();
    await panel.resize(250, 640);
    await panel.snapshot([], { room: { ...joined.room!, name: 'A workshop on parsers' } });
    assert.equal(await height(), wide);
    await panel.composer.fill('one\ntwo');
    assert.ok((await height()) > wide);
  });

  it('leaves what is being written alone, whatever the host was told of it', async () => {
    await panel.composer.fill('newer');
    panel.drafts.set(joined.room!.name, 'older');
    await panel.snapshot([]);
    assert.equal(await panel.composer.inputValue(), 'newer');
  });

  it('keeps a draft for each room', async () => {
    const room = {
      name: 'Another',
      address: '10.0.0.9:9999',
      basic: false,
      hosting: false,
      access: 'open',
      locked: false,
    } as const;
    await panel.composer.fill('for the first one');
    await panel.snapshot([], { room });
    assert.equal(await panel.composer.inputValue(), '');
    await panel.composer.fill('for the other one');
    await panel.snapshot([]);
    assert.equal(await panel.composer.inputValue(), 'for the first one');
    await panel.composer.press('Enter');
    await panel.snapshot([], { room });
    assert.equal(await panel.composer.inputValue(), 'for the other one');
    await panel.page.reload();
    await panel.snapshot([]);
    assert.equal(await panel.composer.inputValue(), '');
  });

  it('takes messages while reconnecting, and says that they are sent later', async () => {
    await panel.snapshot([], {
      connection: away('Lost. Trying again.'),
    });
    assert.match((await panel.page.locator('#composer-hint').textContent())!, /goes out when/);
    await panel.composer.fill('later');
    await panel.composer.press('Enter');
    assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: 'later' });
  });

  it('says nothing about an empty message, and why one cannot be sent without a room', async () => {
    const hint = panel.page.locator('#composer-hint');
    assert.equal((await hint.textContent())!.trim(), '');
    assert.equal(await panel.composer.getAttribute('aria-invalid'), 'false');
    await panel.snapshot([], { connection: left('You left the room.') });
    assert.match((await panel.send.getAttribute('title'))!, /Not connected/);
  });

  it('brings back what was refused, says why, and takes it again', async () => {
    await panel.composer.fill('too odd');
    await panel.composer.press('Enter');
    await panel.composer.fill('meanwhile');
    await panel.post({
      type: 'refused',
      draft: { room: 'tilde', text: 'too odd' },
      problem: 'That cannot be sent.',
    });
    assert.equal(await panel.composer.inputValue(), 'too odd\nmeanwhile');
    assert.match((await panel.page.locator('#composer-hint').textContent())!, /That cannot be sent\./);
    assert.equal(await panel.spoken.textContent(), 'That cannot be sent.');
    await panel.composer.fill('better');
    assert.equal((await panel.page.locator('#composer-hint').textContent())!.trim(), '');
    await panel.composer.press('Enter');
    assert.deepEqual(await panel.nextAfter('say', 1), { type: 'say', room: 'tilde', text: 'better' });
  });

  it('brings back what was refused in the order in which it was said, in front of what is written', async () => {
    const refused = (text: string) =>
      panel.post({ type: 'refused', draft: { room: 'tilde', text }, problem: 'No.' });
    await panel.composer.pressSequentially('now');
    for (const text of ['one', 'two', 'three']) await refused(text);
    assert.equal(await panel.composer.inputValue(), 'one\ntwo\nthree\nnow');
    await panel.page.keyboard.type('!');
    assert.equal(await panel.composer.inputValue(), 'one\ntwo\nthree\nnow!');
    assert.equal(panel.drafts.get('tilde'), 'one\ntwo\nthree\nnow!');
    await panel.reload();
    await panel.snapshot([]);
    for (const text of ['one', 'two', 'three']) await refused(text);
    assert.equal(await panel.composer.inputValue(), 'one\ntwo\nthree\nnow!', 'once');
    await panel.composer.fill('other');
    await refused('four');
    assert.equal(await panel.composer.inputValue(), 'four\nother');
  });

  it('undoes and does again no more than what was written since the last message', async () => {
    await panel.composer.focus();
    await panel.page.keyboard.type('sent');
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('ControlOrMeta+y');
    await panel.page.keyboard.press('ControlOrMeta+Shift+z');
    assert.equal(await panel.composer.inputValue(), '');
    assert.equal(await panel.focused(), 'composer');
    await panel.page.keyboard.type('x');
    for (const key of ['z', 'z', 'z']) await panel.page.keyboard.press(`ControlOrMeta+${key}`);
    assert.equal(await panel.composer.inputValue(), '');
    for (const key of ['Shift+z', 'Shift+z', 'y']) await panel.page.keyboard.press(`ControlOrMeta+${key}`);
    assert.equal(await panel.composer.inputValue(), 'x');
    assert.deepEqual(panel.postedOf('takeBack'), []);
  });

  it('follows what is written in the same room in another place', async () => {
    await panel.snapshot([]);
    const drafts = panel.postedOf('draft').length;
    await panel.post({ type: 'draft', room: 'tilde', text: 'half a thought' });
    assert.equal(await panel.composer.inputValue(), 'half a thought');
    assert.equal(await panel.send.evaluate((send) => send.hasAttribute('disabled')), false);
    await panel.post({ type: 'draft', room: 'Lab', text: 'elsewhere' });
    assert.equal(await panel.composer.inputValue(), 'half a thought');
    assert.equal(panel.postedOf('draft').length, drafts, 'it is no news');
    await panel.post({ type: 'draft', room: 'tilde', text: '' });
    assert.equal(await panel.send.evaluate((send) => send.hasAttribute('disabled')), true);
  });

  describe('tells who types', () => {
    const told = (): boolean[] => panel.postedOf('typing').map(({ on }) => on);

    it('from the first key on, until it is sent', async () => {
      // Key after key without a pause: after two seconds the panel tells it again.
      await panel.composer.evaluate((input) => {
        for (const letter of 'hello') {
          (input as HTMLTextAreaElement).value += letter;
          input.dispatchEvent(new Event('input'));
        }
      });
      assert.deepEqual(told(), [true]);
      await panel.composer.press('Enter');
      await panel.next('say');
      assert.deepEqual(told(), [true, false]);
      const types = panel.posted.map((posted) => posted.type);
      assert.ok(types.lastIndexOf('typing') < types.indexOf('say'), 'before the message itself');
    });

    it('until it is emptied, and until the person goes elsewhere', async () => {
      await panel.composer.fill('x');
      await panel.composer.fill('');
      assert.deepEqual(told(), [true, false]);
      await panel.composer.fill('y');
      await panel.composer.blur();
      assert.deepEqual(told(), [true, false, true, false]);
    });

    it('not to a room that does not know of it, nor to none', async () => {
      await panel.snapshot([], { room: { ...joined.room!, basic: true } });
      await panel.composer.fill('x');
      await panel.snapshot([], { connection: left('You left the room.') });
      await panel.composer.fill('xy');
      assert.deepEqual(told(), []);
    });
  });

  it('gets the focus with the panel', async () => {
    await panel.page.evaluate(() => {
      (document.activeElement as HTMLElement).blur();
      window.dispatchEvent(new Event('focus'));
    });
    assert.equal(await panel.page.evaluate(() => document.activeElement?.id), 'composer');
  });

  it('gets the focus when a room is entered in a panel that has it', async () => {
    await panel.outside({ kind: 'connecting', address: '127.0.0.1:9999' });
    assert.equal(await panel.focused(), 'nothing');
    await panel.snapshot([]);
    assert.equal(await panel.focused(), 'composer');
  });

  it('leaves it to whoever reads', async () => {
    await panel.snapshot([message(1)]);
    await panel.log.focus();
    await panel.snapshot([message(1), message(2)]);
    assert.match(await panel.focused(), /scroller/);
  });
});
