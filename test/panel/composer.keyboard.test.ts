import assert from 'node:assert/strict';
import { joined, message, type Panel } from './panelPage';
import { usePanel } from './usePanel';

describe('the keyboard in the composer of the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));

  beforeEach(async () => {
    await open();
    await panel.snapshot([]);
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
      await panel.post({ type: 'takenBack', draft: { room: 'tilde', text: 'too early' } });
      assert.equal(await panel.composer.inputValue(), 'too early');
      assert.equal(await panel.spoken.textContent(), 'Not sent. The text is here again.');
      assert.equal(await panel.composer.getAttribute('aria-invalid'), 'false');
      assert.equal((await hint().textContent())!.trim(), '');
      assert.equal(panel.drafts.get(joined.room!.name), 'too early');
      await panel.page.keyboard.type('!');
      await panel.composer.press('Enter');
      assert.deepEqual(await panel.nextAfter('say', 1), { type: 'say', room: 'tilde', text: 'too early!' });
    });

    it('once, however often the keys are pressed before it is back', async () => {
      await say('one');
      await say('two');
      await undo();
      await undo();
      await panel.next('takeBack');
      await panel.post({ type: 'takenBack', draft: { room: 'tilde', text: 'two' } });
      await panel.settled();
      assert.equal(panel.postedOf('takeBack').length, 1);
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

    it('but not one that was refused, nor the one before it', async () => {
      await say('first');
      await say('too odd');
      await panel.post({
        type: 'refused',
        draft: { room: 'tilde', text: 'too odd' },
        problem: 'That cannot be sent.',
      });
      await undo();
      await panel.settled();
      assert.equal(panel.postedOf('takeBack').length, 0);
      assert.equal(await panel.composer.inputValue(), 'too odd');
    });

    it('and only that one', async () => {
      await say('first');
      await say('second');
      await undo();
      await panel.next('takeBack');
      await panel.post({ type: 'takenBack', draft: { room: 'tilde', text: 'second' } });
      await undo();
      await panel.settled();
      assert.equal(panel.postedOf('takeBack').length, 1);
      assert.equal(await panel.composer.inputValue(), 'second');
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

    it('also from a button, which keeps the space bar and Enter, while R, E, + and Delete are for its message', async () => {
      const copy = panel.page.locator('.copy');
      await copy.focus();
      await panel.page.keyboard.press('Space');
      await panel.next('copy');
      assert.match(await panel.focused(), /copy/);
      await panel.page.keyboard.press('x');
      assert.equal(await panel.composer.inputValue(), 'axb');
    });

    it('but no key that moves or commands', async () => {
      for (const key of ['PageUp', 'End', 'Home', 'Space', 'Escape', 'Shift', 'Control+k', 'Alt+x']) {
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

    it('and nothing that is too much for any text area: the browser would lay it out for minutes', async () => {
      await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await panel.page.evaluate(() => navigator.clipboard.writeText('x'.repeat(5_000_000)));
      const paste = async (): Promise<void> => {
        await panel.page.keyboard.press('ControlOrMeta+v');
        assert.equal(await panel.composer.inputValue(), 'ab');
        assert.match(
          (await panel.spoken.textContent()) ?? '',
          /^Too much for the chat: 5,000,002 characters/,
        );
      };
      await paste();
      await panel.composer.focus();
      await panel.page.keyboard.press('x');
      await panel.page.keyboard.press('Backspace');
      await paste();
    });

    it('and no more lines than a browser lays out in no time', async () => {
      await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await panel.page.evaluate(() => navigator.clipboard.writeText('x\n'.repeat(10_000)));
      await panel.page.keyboard.press('ControlOrMeta+v');
      assert.equal(await panel.composer.inputValue(), 'ab');
      assert.match((await panel.spoken.textContent()) ?? '', /^Too much for the chat: 10,001 lines/);
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
    const refusal = {
      type: 'refused',
      draft: { room: 'tilde', text: 'too odd' },
      problem: 'That cannot be sent.',
    } as const;

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

    it('keeps it for whom it was written, where another conversation is shown meanwhile', async () => {
      const bob = { to: 'b', name: 'bob', unread: 0 };
      const conversations = [{ unread: 0 }, bob];
      await panel.snapshot([], { conversation: bob, conversations });
      await panel.composer.focus();
      await compose('に', 'set');
      await panel.snapshot([], { conversations });
      assert.equal(await panel.composer.inputValue(), '');
      assert.equal(await panel.focused(), 'composer');
      await compose('x', 'commit');
      assert.equal(await panel.composer.inputValue(), 'x');
      assert.deepEqual(
        [...panel.drafts],
        [
          ['tilde\nb', 'に'],
          ['tilde', 'x'],
        ],
      );
    });

    it('brings it back to the room it is for, where the room changes meanwhile', async () => {
      await panel.composer.focus();
      await compose('に', 'set');
      await panel.post(refusal);
      await panel.snapshot([], { room: { ...joined.room!, name: 'Another' } });
      assert.equal(await panel.composer.inputValue(), '');
      assert.equal(panel.drafts.get(joined.room!.name), 'too odd\nに');
    });

    describe('with a list open, Enter neither picks nor sends, and what was composed is completed:', () => {
      const list = () => panel.page.getByRole('listbox');
      const labels = () => list().locator('.label').allTextContents();
      const member = (name: string) => ({ mid: name, name, color: 1, you: false });
      const lists = [
        { what: 'members', typed: '@', composed: 'ボ', committed: 'ボブ', completed: '@ボブ ' },
        { what: 'emoji', typed: ':ta', composed: 'd', committed: 'da', completed: '🎉 ' },
        { what: 'commands', typed: '/', composed: 'n', committed: 'ni', completed: '/nick ' },
      ];
      for (const { what, typed, composed, committed, completed } of lists) {
        it(what, async () => {
          await panel.composer.pressSequentially(typed);
          if (what === 'members')
            await panel.post({ type: 'members', members: [member('bob'), member('ボブ')] });
          await list().waitFor();
          const before = await labels();
          await compose(composed, 'set');
          const session = await panel.page.context().newCDPSession(panel.page);
          for (const windowsVirtualKeyCode of [13, 229]) {
            const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode };
            await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
          }
          await panel.settled();
          assert.equal(await panel.composer.inputValue(), typed + composed);
          assert.equal(await list().count(), 0, 'there is nothing to pick');
          await compose(committed, 'commit');
          await list().getByRole('option').nth(0).waitFor();
          assert.notDeepEqual(await labels(), before);
          await panel.composer.press('Enter');
          assert.equal(await panel.composer.inputValue(), completed);
          assert.equal(panel.postedOf('say').length, 0);
        });
      }
    });
  });
});
