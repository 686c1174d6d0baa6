import assert from 'node:assert/strict';
import type { PanelMember } from '../../src/panel/toPanel';
import { axeFindings } from './axe';
import { joined, message, type Panel } from './panelPage';
import { THEMES } from './themes';
import { usePanel } from './usePanel';

const member = (name: string, color = 1): PanelMember => ({
  mid: `m-${name}`,
  name,
  color,
  you: name === 'ana',
});
const here = ['ana', 'bob', 'Bobby Tables', 'Мария'].map((name, i) => member(name, i));

describe('what the composer of the panel completes', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  const list = () => panel.page.getByRole('listbox');
  const options = () => list().getByRole('option').locator('.label').allTextContents();
  const active = () => list().locator('[aria-selected="true"] .label').textContent();
  /** Types it, and answers what the panel asks then. */
  const ask = async (text: string, members = here): Promise<void> => {
    const asked = panel.postedOf('listMembers').length;
    await panel.composer.pressSequentially(text);
    await panel.nextAfter('listMembers', asked);
    await panel.post({ type: 'members', members });
  };

  beforeEach(async () => {
    await open();
    await panel.snapshot([]);
  });

  it('is those who are in the room, behind an @, without oneself', async () => {
    await ask('hi @');
    assert.deepEqual(await options(), ['bob', 'Bobby Tables', 'Мария']);
    await panel.page.keyboard.type('bob');
    assert.deepEqual(await options(), ['bob', 'Bobby Tables']);
    await panel.page.keyboard.type('b');
    assert.deepEqual(await options(), ['Bobby Tables']);
    assert.equal(panel.postedOf('listMembers').length, 1, 'it asks once for each @');
  });

  it('is picked by keys, hangs on the member, and is sent by the next Enter', async () => {
    await ask('(@b');
    assert.equal(await panel.composer.getAttribute('aria-activedescendant'), 'completion-0');
    await panel.composer.press('ArrowDown');
    assert.equal(await active(), 'Bobby Tables');
    assert.equal(await panel.composer.getAttribute('aria-activedescendant'), 'completion-1');
    await panel.composer.press('ArrowDown');
    assert.equal(await active(), 'bob');
    await panel.composer.press('ArrowUp');
    await panel.composer.press('Enter');
    assert.equal(await panel.composer.inputValue(), '(@Bobby Tables ');
    assert.equal(await list().count(), 0);
    assert.equal(await panel.composer.getAttribute('aria-activedescendant'), null);
    assert.equal(panel.postedOf('say').length, 0);
    // who is renamed meanwhile is still meant
    await panel.post({ type: 'members', members: [{ ...member('Robert'), mid: 'm-Bobby Tables' }] });
    await panel.page.keyboard.type('and @Robert)');
    await panel.composer.press('Escape');
    await panel.composer.press('Enter');
    const mentions = [
      { mid: 'm-Bobby Tables', name: 'Bobby Tables' },
      { mid: 'm-Bobby Tables', name: 'Robert' },
    ];
    assert.deepEqual(await panel.next('say'), {
      type: 'say',
      room: 'tilde',
      text: '(@Bobby Tables and @Robert)',
      mentions,
    });
  });

  it('does not come back for what was picked, though a longer name begins so', async () => {
    await ask('@an', [member('Ann'), member('Ann Lee')]);
    await panel.composer.press('Enter');
    assert.equal(await panel.composer.inputValue(), '@Ann ');
    assert.equal(await list().count(), 0);
    await panel.composer.press('Enter');
    assert.equal((await panel.next('say')).text, '@Ann');
    await ask('@an', [member('Ann'), member('Ann Lee')]);
    await panel.composer.press('Enter');
    await panel.page.keyboard.type('L');
    assert.deepEqual(await options(), ['Ann Lee']);
    await panel.composer.fill('');
    await panel.page.keyboard.type('/wh');
    await panel.composer.press('Tab');
    assert.equal(await panel.composer.inputValue(), '/who');
    await panel.composer.press('Tab');
    assert.notEqual(await panel.focused(), 'composer');
  });

  it('is picked by a click, which leaves the focus where it is', async () => {
    await ask('@М');
    await list().getByText('Мария').click();
    assert.equal(await panel.composer.inputValue(), '@Мария ');
    assert.equal(await panel.focused(), 'composer');
  });

  it('can be undone, and done again', async () => {
    await ask('see @bo');
    await panel.composer.press('Tab');
    assert.equal(await panel.composer.inputValue(), 'see @bob ');
    assert.equal(await panel.focused(), 'composer');
    await panel.composer.press('ControlOrMeta+z');
    assert.equal(await panel.composer.inputValue(), 'see @bo');
    await panel.composer.press('ControlOrMeta+Shift+z');
    assert.equal(await panel.composer.inputValue(), 'see @bob ');
    assert.equal(panel.drafts.get(joined.room!.name), 'see @bob ');
  });

  it('goes away with Escape until something else is written, and with the sentence', async () => {
    await ask('@');
    await panel.composer.press('Escape');
    assert.equal(await list().count(), 0);
    await panel.page.keyboard.type('b');
    assert.equal(await list().count(), 0);
    assert.equal(await panel.composer.inputValue(), '@b');
    await panel.page.keyboard.type(' and ');
    await ask('@');
    assert.equal(await list().count(), 1);
    await panel.page.keyboard.type('who is that');
    assert.equal(await list().count(), 0);
  });

  it('names those, too, whose names were typed to the end', async () => {
    await ask('@bob, thanks');
    await panel.composer.press('Enter');
    const mentions = [{ mid: 'm-bob', name: 'bob' }];
    assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: '@bob, thanks', mentions });
  });

  it('leaves keys to an input method that is composing', async () => {
    await ask('@b');
    await panel.composer.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await panel.composer.dispatchEvent('keydown', { key: 'ArrowDown', keyCode: 229 });
    assert.equal(await panel.composer.inputValue(), '@b');
    assert.equal(await active(), 'bob');
  });

  it('opens by a button as well', async () => {
    await panel.composer.fill('hi');
    await panel.page.getByRole('button', { name: 'Mention somebody' }).click();
    await panel.next('listMembers');
    await panel.post({ type: 'members', members: here });
    assert.equal(await panel.composer.inputValue(), 'hi @');
    assert.equal((await options()).length, 3);
  });

  describe('behind a colon', () => {
    /** Types it, and waits until the emoji are there. */
    const look = async (text: string): Promise<void> => {
      await panel.composer.pressSequentially(text);
      await list().waitFor();
    };

    it('is emoji by their short codes, as soon as two letters are there', async () => {
      await look('done :tad');
      assert.equal((await options())[0], ':tada:');
      assert.equal(await list().locator('.detail').first().textContent(), 'party popper');
      await panel.composer.press('Enter');
      assert.equal(await panel.composer.inputValue(), 'done 🎉 ');
      assert.deepEqual(await panel.next('useEmoji'), { type: 'useEmoji', emoji: '🎉' });
      await panel.composer.press('ControlOrMeta+z');
      assert.equal(await panel.composer.inputValue(), 'done :tad');
    });

    it('is the emoji itself when the second colon is written, until that is undone', async () => {
      await look(':rocket');
      await panel.page.keyboard.type(': :nonsense: 10:30:');
      assert.equal(await panel.composer.inputValue(), '🚀 :nonsense: 10:30:');
      await panel.composer.fill('');
      await look(':tada');
      await panel.page.keyboard.type(':');
      assert.equal(await panel.composer.inputValue(), '🎉');
      await panel.composer.press('ControlOrMeta+z');
      assert.equal(await panel.composer.inputValue(), ':tada:');
    });
  });

  describe('emoji in German', () => {
    it('are found by German and English words, and have German names', async () => {
      await open({ lang: 'de' });
      await panel.snapshot([]);
      for (const query of [':konf', ':part', ':tada']) {
        await panel.composer.pressSequentially(query);
        await list().getByText('Konfettibombe').waitFor();
        await panel.composer.fill('');
      }
      await panel.page.locator('.tools').getByRole('button', { name: 'Emoji' }).click();
      await panel.page.keyboard.type('Daumen hoch');
      const picked = panel.page.locator('.emoji-name', { hasText: 'Daumen hoch :+1:' });
      await picked.waitFor();
    });
  });

  describe('emoji that cannot be loaded', () => {
    const CHUNK = '**/webview-emojis.js*';
    const picker = () => panel.page.getByRole('dialog', { name: 'Emoji' });
    /** What was written to the log, which the test expects. */
    const forgetErrors = () => panel.errors.splice(0);

    it('are told of where the list would be, and loaded when the person tries again', async () => {
      await panel.page.route(CHUNK, (route) => route.abort());
      await panel.snapshot([], { recentEmoji: ['🦀'] });
      await panel.page.locator('.tools').getByRole('button', { name: 'Emoji' }).click();
      await picker().getByText('The emoji could not be loaded.').waitFor();
      assert.equal(await picker().getByRole('option').count(), 1, 'what was used last is known all the same');
      await panel.page.unroute(CHUNK);
      await panel.page.keyboard.press('Tab');
      await panel.page.keyboard.press('Enter');
      await picker().getByRole('option').nth(20).waitFor();
      assert.equal(await panel.focused(), 'find');
      assert.equal(await picker().getByText('could not').count(), 0);
      forgetErrors();
    });

    it('are told of where a short code is written, and tried again with the next letter', async () => {
      await panel.page.route(CHUNK, (route) => route.abort());
      await panel.composer.pressSequentially(':ta');
      const hint = panel.page.locator('#composer-hint', { hasText: 'The emoji could not be loaded.' });
      await hint.waitFor();
      await panel.page.unroute(CHUNK);
      await panel.page.keyboard.type('d');
      await list().getByText(':tada:').waitFor();
      assert.equal(await hint.count(), 0);
      forgetErrors();
    });
  });

  describe('the picker of emoji', () => {
    const picker = () => panel.page.getByRole('dialog', { name: 'Emoji' });
    const button = () => panel.page.locator('.tools').getByRole('button', { name: 'Emoji' });
    const openPicker = async (): Promise<void> => {
      await button().click();
      await picker().getByRole('option').nth(20).waitFor();
    };

    it('finds by words, and writes where the caret is', async () => {
      await panel.composer.fill('ab');
      await panel.composer.press('ArrowLeft');
      await openPicker();
      await panel.page.keyboard.type('thumbs up');
      assert.match((await picker().locator('.emoji-name').textContent())!, /thumbs up :\+1:/);
      await panel.page.keyboard.press('Enter');
      assert.equal(await panel.composer.inputValue(), 'a👍b');
      assert.equal(await panel.focused(), 'composer');
      assert.equal(await picker().count(), 0);
      assert.deepEqual(await panel.next('useEmoji'), { type: 'useEmoji', emoji: '👍' });
      await panel.composer.press('ControlOrMeta+z');
      assert.equal(await panel.composer.inputValue(), 'ab');
    });

    it('has those used last in front, and is walked by arrow keys', async () => {
      await panel.snapshot([], { recentEmoji: ['🦀', '🐍'] });
      await openPicker();
      assert.deepEqual(
        (await picker().getByRole('option').allTextContents()).slice(0, 2).map((one) => one.trim()),
        ['🦀', '🐍'],
      );
      await panel.page.keyboard.press('ArrowRight');
      await panel.page.keyboard.press('Enter');
      assert.equal(await panel.composer.inputValue(), '🐍');
    });

    it('goes away with Escape, and the focus goes back', async () => {
      await openPicker();
      await panel.page.keyboard.press('Escape');
      assert.equal(await picker().count(), 0);
      assert.equal(await panel.focused(), 'tool');
      assert.equal(await panel.composer.inputValue(), '');
    });

    it('has a skin tone, which is chosen once for all', async () => {
      await openPicker();
      for (const key of ['Tab', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
        await panel.page.keyboard.press(key);
      assert.deepEqual(await panel.nextAfter('chooseSkinTone', 2), {
        type: 'chooseSkinTone',
        skinTone: '🏽',
      });
      await panel.post({ type: 'state', state: { ...joined, skinTone: '🏽' } });
      await panel.page.keyboard.press('Shift+Tab');
      await panel.page.keyboard.type('waving hand');
      await panel.page.keyboard.press('Enter');
      assert.equal(await panel.composer.inputValue(), '👋🏽');
      await panel.composer.pressSequentially(' :wave');
      await list().waitFor();
      await panel.page.keyboard.type(': :tada:');
      assert.equal(await panel.composer.inputValue(), '👋🏽 👋🏽 🎉');
      await openPicker();
      assert.equal(await picker().getByRole('radio', { name: 'Medium', exact: true }).isChecked(), true);
      await picker().getByRole('radio', { name: 'None' }).check();
      assert.deepEqual(await panel.nextAfter('chooseSkinTone', 3), { type: 'chooseSkinTone' });
    });

    it('says so where there is none', async () => {
      await openPicker();
      await panel.page.keyboard.type('xyzzy');
      assert.match((await picker().textContent())!, /No emoji has that name\./);
      await panel.page.keyboard.press('Enter');
      assert.equal(await picker().count(), 1);
    });

    for (const theme of THEMES) {
      it(`is accessible in ${theme.name}, and fits in 200 by 330`, async () => {
        await open({ theme, width: 200, height: 330 });
        await panel.snapshot([], { recentEmoji: ['🦀'] });
        await openPicker();
        await panel.page.keyboard.type('cat');
        assert.deepEqual(await axeFindings(panel), []);
        const box = (await picker().boundingBox())!;
        assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= 200 && box.y + box.height <= 330);
      });
    }
  });

  describe('behind a slash at the start', () => {
    const hint = async () => (await panel.page.locator('#composer-hint').textContent())!.trim();
    const say = async (text: string): Promise<void> => {
      await panel.composer.fill(text);
      await panel.composer.press('Enter');
    };

    it('is what can be done, each with what it does', async () => {
      await panel.composer.pressSequentially('/');
      assert.equal((await options()).length, 9);
      await panel.page.keyboard.type('ni');
      assert.deepEqual(await options(), ['/nick']);
      await panel.composer.press('Enter');
      await panel.page.keyboard.type('Ann Lee');
      await panel.composer.press('Enter');
      assert.deepEqual(await panel.next('rename'), { type: 'rename', name: 'Ann Lee' });
      assert.equal(await panel.composer.inputValue(), '');
    });

    it('is run by one Enter where it is written to its end', async () => {
      await panel.composer.pressSequentially('/who');
      await panel.composer.press('Enter');
      await panel.next('members');
      await say('/ignore bob');
      assert.deepEqual(await panel.next('ignore'), { type: 'ignore', name: 'bob' });
      await say('/raw');
      assert.deepEqual(await panel.next('plain'), { type: 'plain', on: true });
      await say('/nick');
      assert.deepEqual(await panel.next('command'), { type: 'command', command: 'tilde.setUsername' });
      await say('/leave');
      assert.deepEqual(await panel.nextAfter('command', 1), { type: 'command', command: 'tilde.leave' });
      assert.equal(panel.postedOf('say').length, 0);
    });

    it('writes to one member alone by /msg, which asks whom', async () => {
      await panel.composer.pressSequentially('/ms');
      await panel.composer.press('Enter');
      await panel.next('listMembers');
      await panel.post({ type: 'members', members: here });
      assert.deepEqual(await options(), ['bob', 'Bobby Tables', 'Мария']);
      await panel.page.keyboard.type('bobb');
      await panel.composer.press('Enter');
      assert.equal(await panel.composer.inputValue(), '/msg @Bobby Tables ');
      // who is renamed meanwhile is still meant
      await panel.post({ type: 'members', members: [{ ...member('Bobby Tables'), mid: 'another' }] });
      await panel.page.keyboard.type('psst');
      await panel.composer.press('Enter');
      const bobby = { mid: 'm-Bobby Tables', name: 'Bobby Tables' };
      assert.deepEqual(await panel.next('direct'), {
        type: 'direct',
        draft: { room: 'tilde', text: '/msg @Bobby Tables psst', mentions: [bobby] },
        words: '@Bobby Tables psst',
        picked: bobby,
      });
      assert.equal(await panel.composer.inputValue(), '');
      assert.equal(panel.postedOf('say').length, 0);
    });

    it('opens a conversation by /msg and a name; what cannot be done stands there again', async () => {
      await ask('/msg bob');
      assert.deepEqual(await options(), ['bob', 'Bobby Tables']);
      await panel.composer.press('Enter');
      const draft = { room: 'tilde', text: '/msg bob' };
      assert.deepEqual(await panel.next('direct'), { type: 'direct', draft, words: 'bob' });
      await panel.post({ type: 'refused', draft, problem: 'Nobody has that name.' });
      assert.equal(await panel.composer.inputValue(), '/msg bob');
      assert.equal(await hint(), 'Nobody has that name.');
      await say('/msg');
      assert.match(await hint(), /Say to whom/);
      assert.equal(panel.postedOf('direct').length, 1);
    });

    it('takes along what is attached, and leaves it to nobody else; both come back where nobody is meant', async () => {
      await panel.snapshot([], { selection: true, maxCodeBytes: 2000, maxTextBytes: 100 });
      const code = { path: 'src/a.ts', start: 3, end: 4, text: 'one\n\ttwo' };
      const chip = panel.page.locator('.attached');
      await panel.post({ type: 'attached', for: { room: 'tilde' }, codes: [code] });
      await chip.waitFor();
      await say('/nick Ann');
      await chip.waitFor();
      await say('/msg bob look');
      const draft = { room: 'tilde', text: '/msg bob look', codes: [code] };
      assert.deepEqual(await panel.next('direct'), { type: 'direct', draft, words: 'bob look' });
      await chip.waitFor({ state: 'detached' });
      assert.equal(panel.postedOf('draft').at(-1)?.codes, undefined);
      await panel.post({ type: 'refused', draft, problem: 'Nobody has that name.' });
      await chip.waitFor();
      assert.equal(await panel.composer.inputValue(), '/msg bob look');
      await panel.composer.press('Enter');
      assert.deepEqual(await panel.nextAfter('direct', 1), { type: 'direct', draft, words: 'bob look' });
      const offers = panel.page.locator('.offers');
      await panel.composer.fill('word '.repeat(30));
      await offers.getByRole('button', { name: 'Attach as Code' }).waitFor();
      await panel.composer.fill(`/msg bob ${'word '.repeat(30)}`);
      await offers.getByRole('button', { name: 'Attach as Code' }).waitFor({ state: 'detached' });
      await offers.getByRole('button', { name: 'Send as 2 Messages' }).click();
      assert.match((await panel.nextAfter('direct', 2)).words, /^bob word/);
      assert.deepEqual(panel.postedOf('say'), []);
    });

    it('writes to who was picked, though somebody else is called by the first words of the text', async () => {
      const other = member('bob lend me');
      await ask('/msg bo');
      await panel.post({ type: 'members', members: [...here, other] });
      await panel.composer.press('Enter');
      await panel.page.keyboard.type('lend me ten');
      await panel.composer.press('Escape');
      await panel.composer.press('Enter');
      const { words, picked } = await panel.next('direct');
      assert.deepEqual([words, picked], ['@bob lend me ten', { mid: 'm-bob', name: 'bob' }]);
    });

    it('is not /msg on an original server, where all would read it', async () => {
      await panel.snapshot([], { room: { ...joined.room!, basic: true } });
      await panel.composer.pressSequentially('/m');
      assert.deepEqual(await options(), ['/me']);
    });

    it('begins with a full-width slash as well, as input methods write it', async () => {
      await panel.composer.fill('／');
      assert.equal((await options()).length, 9);
      await panel.composer.fill('／ｗ');
      assert.deepEqual(await options(), ['/who']);
      await panel.composer.fill('／ｗｈｏ');
      await panel.composer.press('Enter');
      await panel.next('members');
      await say('／hepl');
      assert.match(await hint(), /put another \/ in front/);
      await say('／／hepl');
      assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: '／hepl' });
    });

    it('counts what is sent: what a command adds, and not the command', async () => {
      await panel.snapshot([], { maxTextBytes: 100, maxCodeBytes: 2000 });
      const left = panel.page.locator('#composer-left');
      const offers = panel.page.locator('.offers');
      await panel.composer.fill(`/shrug ${'a'.repeat(85)}`);
      assert.equal(await left.textContent(), 'Bytes left: 1');
      await panel.composer.fill(`/shrug ${'a'.repeat(90)}`);
      assert.match(await hint(), /3 characters too long/);
      await panel.composer.press('Enter');
      await panel.settled();
      assert.deepEqual(panel.postedOf('say'), []);
      assert.equal(await offers.getByRole('button', { name: 'Attach as Code' }).count(), 0);
      await offers.getByRole('button', { name: 'Send as 2 Messages' }).click();
      assert.match((await panel.next('say')).text, /^a{90} /);
      await panel.composer.fill(`/nick ${'a'.repeat(200)}`);
      assert.equal(await offers.count(), 0);
      // who is here is not known before somebody asks
      const asked = panel.postedOf('listMembers').length;
      await panel.composer.fill(`/msg Bobby Tables ${'a'.repeat(100)}`);
      await panel.nextAfter('listMembers', asked);
      await panel.post({ type: 'members', members: here });
      assert.equal(await left.textContent(), 'Bytes left: 0');
      assert.equal(await offers.count(), 0);
      await panel.composer.press('Enter');
      assert.match((await panel.next('direct')).words, /^Bobby Tables a{100}$/);
    });

    it('is listed by /help', async () => {
      await panel.composer.pressSequentially('/help');
      await panel.composer.press('Enter');
      assert.equal((await options()).length, 9);
    });

    it('is never sent by surprise where it is unknown, and is sent with another slash in front', async () => {
      await say('/hepl me');
      assert.match(await hint(), /There is no command \/hepl\./);
      assert.equal(await panel.composer.inputValue(), '/hepl me');
      assert.match((await panel.spoken.textContent())!, /There is no command/);
      await say('//hepl me');
      assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: '/hepl me' });
      await say('/me waves');
      assert.deepEqual(await panel.nextAfter('say', 1), { type: 'say', room: 'tilde', text: '_waves_' });
      await say('/me');
      assert.match(await hint(), /Say what you do/);
    });

    it('is not offered where a message is edited: its text is what it is', async () => {
      await panel.snapshot([message(1, { own: true, text: '/x' })]);
      await panel.composer.press('ArrowUp');
      await panel.composer.press('End');
      await panel.page.keyboard.type('y');
      await panel.composer.press('Enter');
      assert.deepEqual(await panel.next('edit'), { type: 'edit', room: 'tilde', of: 1, text: '/xy' });
    });
  });

  for (const theme of THEMES) {
    it(`can be read and is accessible in ${theme.name}, 250 px wide`, async () => {
      await open({ theme, width: 250 });
      await panel.snapshot([]);
      await ask('@', [...here, member('A name that is longer than the list is wide, by far', 5)]);
      assert.deepEqual(await axeFindings(panel), []);
      const { right, width } = await list().evaluate((box) => ({
        right: box.getBoundingClientRect().right,
        width: box.scrollWidth - box.clientWidth,
      }));
      assert.ok(right <= 250 && width === 0);
    });
  }
});
