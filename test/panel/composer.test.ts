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
    assert.deepEqual(await panel.next('say'), { type: 'say', text: 'one\ntwo' });
    assert.equal(await panel.composer.inputValue(), '');
  });

  it('sends by its button and takes the focus back', async () => {
    await panel.composer.fill('  indented\n\n');
    await panel.send.click();
    assert.deepEqual(await panel.next('say'), { type: 'say', text: '  indented' });
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
    assert.match((await panel.page.locator('#composer-hint').textContent())!, /\b1 character too long\./);
    await panel.composer.fill('é'.repeat(2501));
    assert.match(
      (await panel.page.locator('#composer-hint').textContent())!,
      /\b2,001 characters too long\./,
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
    assert.deepEqual(await panel.next('say'), { type: 'say', text: 'later' });
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
    await panel.post({ type: 'refused', text: 'too odd', problem: 'That cannot be sent.' });
    assert.equal(await panel.composer.inputValue(), 'too odd\nmeanwhile');
    assert.match((await panel.page.locator('#composer-hint').textContent())!, /That cannot be sent\./);
    assert.equal(await panel.spoken.textContent(), 'That cannot be sent.');
    await panel.composer.fill('better');
    assert.equal((await panel.page.locator('#composer-hint').textContent())!.trim(), '');
    await panel.composer.press('Enter');
    assert.deepEqual(await panel.nextAfter('say', 1), { type: 'say', text: 'better' });
  });

  describe('takes a message back with Ctrl+Z after Enter', () => {
    const hint = () => panel.page.locator('#composer-hint');
    const undo = () => panel.page.keyboard.press('ControlOrMeta+z');
    const say = async (text: string): Promise<void> => {
      await panel.composer.pressSequentially(text);
      await panel.composer.press('Enter');
    };

    it('where it is not sent yet, in front of nothing', async () => {
      await say('too early');
      await undo();
      await panel.next('takeBack');
      await panel.snapshot([]);
      await panel.post({ type: 'takenBack', text: 'too early' });
      assert.equal(await panel.composer.inputValue(), 'too early');
      assert.equal(await panel.spoken.textContent(), 'Not sent. The text is here again.');
      assert.equal(await panel.composer.getAttribute('aria-invalid'), 'false');
      assert.equal((await hint().textContent())!.trim(), '');
      assert.equal(panel.drafts.get(joined.room!.name), 'too early');
      await panel.page.keyboard.type('!');
      await panel.composer.press('Enter');
      assert.deepEqual(await panel.nextAfter('say', 1), { type: 'say', text: 'too early!' });
    });

    it('and says so where it is too late', async () => {
      await say('gone');
      await undo();
      await panel.next('takeBack');
      await panel.post({ type: 'takenBack' });
      assert.equal((await hint().textContent())!.trim(), 'It has already been sent.');
      assert.equal(await panel.spoken.textContent(), 'It has already been sent.');
      assert.equal(await panel.composer.getAttribute('aria-invalid'), 'false');
      await panel.composer.press('x');
      assert.equal((await hint().textContent())!.trim(), '');
    });

    it('and leaves what was written since to the browser', async () => {
      await say('one');
      await panel.composer.pressSequentially('two');
      await undo();
      await panel.settled();
      assert.equal(panel.postedOf('takeBack').length, 0);
      assert.notEqual(await panel.composer.inputValue(), 'two');
    });
  });

  describe('gets what is written while the list has the focus', () => {
    beforeEach(async () => {
      await panel.snapshot([message(1), message(2, { own: true, status: 'failed' })]);
      await panel.composer.fill('ab');
      await panel.composer.press('ArrowLeft');
      await panel.log.focus();
    });

    it('from the first letter on, where the caret was', async () => {
      await panel.page.keyboard.type('x y');
      assert.equal(await panel.composer.inputValue(), 'ax yb');
      assert.equal(await panel.focused(), 'composer');
    });

    it('also from a button, which keeps the space bar and Enter', async () => {
      const copy = panel.page.locator('.copy');
      await copy.focus();
      await panel.page.keyboard.press('Space');
      await panel.next('copy');
      assert.match(await panel.focused(), /copy/);
      await panel.page.keyboard.press('E');
      assert.equal(await panel.composer.inputValue(), 'aEb');
    });

    it('but no key that moves or commands', async () => {
      for (const key of [
        'PageUp',
        'ArrowDown',
        'End',
        'Home',
        'Space',
        'Escape',
        'Shift',
        'Control+k',
        'Alt+x',
      ]) {
        await panel.page.keyboard.press(key);
        assert.match(await panel.focused(), /scroller/, key);
      }
      assert.equal(await panel.composer.inputValue(), 'ab');
    });

    it('and what is pasted, to be undone like anything typed', async () => {
      await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await panel.page.evaluate(() => navigator.clipboard.writeText('one\n  two'));
      await panel.page.keyboard.press('ControlOrMeta+v');
      assert.equal(await panel.composer.inputValue(), 'aone\n  twob');
      await panel.page.keyboard.press('ControlOrMeta+z');
      assert.equal(await panel.composer.inputValue(), 'ab');
      assert.equal(panel.drafts.get(joined.room!.name), 'ab');
    });
  });

  describe('in the middle of a composition', () => {
    const compose = async (text: string, step: 'set' | 'commit'): Promise<void> => {
      const session = await panel.page.context().newCDPSession(panel.page);
      if (step === 'commit') await session.send('Input.insertText', { text });
      else {
        const [selectionStart, selectionEnd] = [text.length, text.length];
        await session.send('Input.imeSetComposition', { text, selectionStart, selectionEnd });
      }
      await session.detach();
    };
    const refusal = { type: 'refused', text: 'too odd', problem: 'That cannot be sent.' } as const;

    it('leaves it alone, and brings back what was refused when it is over', async () => {
      await panel.composer.pressSequentially('ab');
      await panel.composer.press('ArrowLeft');
      await compose('に', 'set');
      await panel.post(refusal);
      assert.equal(await panel.composer.inputValue(), 'aにb');
      assert.equal(await panel.spoken.textContent(), 'That cannot be sent.');
      await compose('にほ', 'set');
      assert.equal(await panel.composer.inputValue(), 'aにほb', 'the same composition goes on');
      await compose('日本', 'commit');
      assert.equal(await panel.composer.inputValue(), 'too odd\na日本b');
      assert.match((await panel.page.locator('#composer-hint').textContent())!, /That cannot be sent\./);
      assert.equal(await panel.composer.getAttribute('aria-invalid'), 'true');
      await panel.page.keyboard.type('!');
      assert.equal(await panel.composer.inputValue(), 'too odd\na日本!b', 'the caret is where it was');
      assert.equal(panel.drafts.get(joined.room!.name), 'too odd\na日本!b');
    });

    it('brings it back to the room it is for, where the room changes meanwhile', async () => {
      await panel.composer.focus();
      await compose('に', 'set');
      await panel.post(refusal);
      await panel.snapshot([], { room: { ...joined.room!, name: 'Another' } });
      assert.equal(await panel.composer.inputValue(), '');
      assert.equal(panel.drafts.get(joined.room!.name), 'too odd\nに');
    });
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
