import assert from 'node:assert/strict';
import type { PanelCode } from '../../src/panel/fromPanel';
import { axeFindings } from './axe';
import { joined, message, type Panel } from './panelPage';
import { THEMES } from './themes';
import { usePanel } from './usePanel';

const mine = { own: true, author: 'ana', authorKey: 'a' };
const code: PanelCode = { path: 'src/a.ts', start: 3, end: 4, text: 'one\n\ttwo', language: 'typescript' };
const quoting = { selection: true, maxCodeBytes: 2000 } as const;

describe('what is written in the panel', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  const undo = () => panel.composer.press('ControlOrMeta+z');
  const bar = () => panel.page.locator('.writing');
  const chip = () => panel.page.locator('.attached');
  const hint = () => panel.page.locator('#composer-hint');
  const button = (name: string) => panel.page.getByRole('button', { name, exact: true });
  const change = async (key: string): Promise<void> => {
    await panel.message(key).hover();
    await panel.message(key).getByRole('button', { name: 'Edit' }).click();
  };

  describe('outlives the page', () => {
    const entries = [message(1, { text: 'which port?' }), message(2, { ...mine, text: 'tpyo' })];
    beforeEach(async () => {
      await open();
      await panel.snapshot(entries);
    });

    it('with what it answers', async () => {
      await panel.message('m1').hover();
      await panel.message('m1').getByRole('button', { name: 'Reply' }).click();
      await panel.page.keyboard.type('99');
      await panel.reload();
      await panel.snapshot(entries);
      assert.match((await bar().textContent())!, /Replying to bob\s+which port\?/);
      await panel.composer.press('End');
      await panel.page.keyboard.type('99');
      await panel.page.keyboard.press('Enter');
      assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: '9999', reply: 1 });
      await panel.reload();
      await panel.snapshot(entries);
      assert.equal(await bar().count(), 0);
    });

    it('no more once the reply was left', async () => {
      await panel.message('m1').hover();
      await panel.message('m1').getByRole('button', { name: 'Reply' }).click();
      await panel.page.keyboard.press('Escape');
      await bar().waitFor({ state: 'detached' });
      await panel.reload();
      await panel.snapshot(entries);
      assert.equal(await bar().count(), 0);
    });

    it('with the message that it changes, and what was written before', async () => {
      await panel.composer.fill('half a thought');
      await change('m2');
      await panel.composer.fill('typo');
      await panel.reload();
      await panel.snapshot(entries);
      assert.equal(await panel.composer.inputValue(), 'typo');
      assert.match((await bar().textContent())!, /Editing your message/);
      await panel.composer.press('Enter');
      assert.deepEqual(await panel.next('edit'), { type: 'edit', room: 'tilde', of: 2, text: 'typo' });
      assert.equal(await panel.composer.inputValue(), 'half a thought');
      await change('m2');
      await panel.composer.fill('x');
      await panel.page.keyboard.press('Escape');
      assert.equal(await panel.composer.inputValue(), 'half a thought');
      assert.equal(panel.drafts.get('tilde'), 'half a thought');
    });

    it('whole, however often one undoes and does again around a change', async () => {
      await panel.composer.focus();
      await panel.page.keyboard.type('half a thought');
      const storm = async (): Promise<void> => {
        for (const key of ['z', 'z', 'z', 'Shift+z', 'Shift+z', 'Shift+z'])
          await panel.page.keyboard.press(`ControlOrMeta+${key}`);
      };
      await change('m2');
      await storm();
      assert.equal(await panel.composer.inputValue(), 'tpyo');
      await panel.page.keyboard.type('!');
      await panel.page.keyboard.press('Escape');
      assert.equal(await panel.focused(), 'composer');
      await storm();
      assert.equal(await panel.composer.inputValue(), 'half a thought');
    });

    it('as a text of its own, where the message to change was deleted meanwhile', async () => {
      await panel.composer.fill('half a thought');
      await change('m2');
      await panel.composer.fill('typo');
      const gone = message(2, { ...mine, removed: true, text: 'This message was deleted.' });
      await panel.reload();
      await panel.snapshot([message(1), gone]);
      assert.equal(await panel.composer.inputValue(), 'typo\nhalf a thought');
      assert.match((await hint().textContent())!, /That message was deleted\. Your text is still here\./);
      assert.equal(await bar().count(), 0);
      assert.equal(panel.drafts.get('tilde'), 'typo\nhalf a thought');
    });

    it('and nobody says that it was deleted, where the room counts anew', async () => {
      await panel.composer.fill('half a thought');
      await change('m2');
      await panel.composer.fill('typo');
      await panel.reload();
      await panel.snapshot([message(1)]);
      assert.equal(await panel.composer.inputValue(), 'typo\nhalf a thought');
      assert.match((await hint().textContent())!, /is not in this room any more\. Your text is still here\./);
    });

    it('the same where one watches it being deleted', async () => {
      await change('m2');
      await panel.composer.fill('typo');
      const gone = message(2, { ...mine, removed: true, text: 'This message was deleted.' });
      await panel.post({ type: 'entries', entries: [gone] });
      assert.equal(await panel.composer.inputValue(), 'typo');
      await panel.spoken.getByText('Your text is still here').waitFor({ state: 'attached' });
      await panel.composer.press('Enter');
      assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: 'typo' });
    });

    it('and is not sent, where that is deleted in the very moment', async () => {
      await panel.composer.fill('half a thought');
      await change('m2');
      await panel.composer.fill('typo');
      const gone = message(2, { ...mine, removed: true, text: 'This message was deleted.' });
      await panel.page.evaluate(
        (data) => {
          window.dispatchEvent(new MessageEvent('message', { data }));
          const enter = { key: 'Enter', bubbles: true, cancelable: true };
          document.querySelector('#composer')!.dispatchEvent(new KeyboardEvent('keydown', enter));
        },
        { type: 'entries', entries: [gone] },
      );
      assert.equal(await panel.composer.inputValue(), 'typo\nhalf a thought');
      assert.match((await hint().textContent())!, /That message was deleted\. Your text is still here\./);
      assert.deepEqual([panel.postedOf('say'), panel.postedOf('edit')], [[], []]);
      await panel.composer.press('Enter');
      const { text } = await panel.next('say');
      assert.equal(text, 'typo\nhalf a thought');
    });

    it('also where it is longer than a message may be', async () => {
      const long = 'word '.repeat(5000);
      await panel.composer.fill(long);
      await panel.reload();
      await panel.snapshot(entries);
      assert.equal(await panel.composer.inputValue(), long);
    });

    it('and goes on in the other place that shows it', async () => {
      const draft = { type: 'draft', room: 'tilde', text: 'y' } as const;
      await panel.post({ ...draft, reply: 1, about: message(1) });
      assert.match((await bar().textContent())!, /Replying to bob/);
      await panel.post({ ...draft, text: 'before', change: { of: 2, text: 'typ' }, about: message(2, mine) });
      assert.match((await bar().textContent())!, /Editing your message/);
      assert.equal(await panel.composer.inputValue(), 'typ');
      await panel.post({ ...draft, codes: [code] });
      assert.equal(await bar().count(), 0);
      assert.equal(await panel.composer.inputValue(), 'y');
      await chip().waitFor();
      assert.deepEqual(panel.postedOf('draft'), [], 'it is no news');
    });
  });

  describe('quotes what is selected in the editor', () => {
    const tool = () => button('Attach Selection');
    const attach = async (quoted = code): Promise<void> => {
      await tool().click();
      const { room, to } = await panel.next('attach');
      await panel.post({ type: 'attached', for: { room, ...(to !== undefined && { to }) }, codes: [quoted] });
    };

    it('for whom one wrote to when one asked, and nobody else', async () => {
      await open();
      await panel.snapshot([message(1)], quoting);
      await tool().click();
      const { room } = await panel.next('attach');
      await panel.post({ type: 'attached', for: { room, to: 'another' }, codes: [code] });
      await panel.post({ type: 'attached', for: { room }, codes: [{ ...code, path: 'src/mine.ts' }] });
      await panel.page.locator('.attached').waitFor();
      assert.deepEqual(
        panel.postedOf('draft').map((draft) => draft.codes?.[0]?.path),
        ['src/mine.ts'],
      );
    });

    it('where something is, and the room knows of it', async () => {
      await open();
      for (const [state, count] of [
        [{}, 0],
        [{ selection: true }, 0],
        [quoting, 1],
        [{ maxCodeBytes: 2000 }, 0],
      ] as const) {
        await panel.snapshot([], state);
        assert.equal(await tool().count(), count);
      }
    });

    it('and says so, until it is sent or left out', async () => {
      await open({ width: 250 });
      await panel.snapshot([], quoting);
      await attach();
      assert.equal(await chip().innerText(), 'a.ts:3-4');
      assert.equal(await panel.focused(), 'composer');
      await panel.spoken.getByText('Attached: src/a.ts:3-4').waitFor({ state: 'attached' });
      await button('Remove src/a.ts:3-4').click();
      assert.equal(await chip().count(), 0);
      assert.equal(await panel.focused(), 'composer');
      await attach();
      await panel.composer.press('Enter');
      assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: '', codes: [code] });
      assert.equal(await chip().count(), 0);
    });

    it('all that is attached, in its order; the same lines once, as they are now', async () => {
      await open({ width: 250 });
      await panel.snapshot([], quoting);
      const [b, c] = ['src/b.ts', 'src/c.ts'].map((path) => ({ ...code, path }));
      const post = (codes: readonly PanelCode[]) =>
        panel.post({ type: 'attached', for: { room: 'tilde' }, codes: [...codes] });
      await post([code, b!]);
      await panel.spoken.getByText('Attached: src/a.ts:3-4, src/b.ts:3-4').waitFor({ state: 'attached' });
      await post([c!, { ...code, text: 'new' }]);
      const places = () => chip().allInnerTexts();
      await panel.settled();
      assert.deepEqual(await places(), ['b.ts:3-4', 'c.ts:3-4', 'a.ts:3-4']);
      await button('Remove src/c.ts:3-4').click();
      assert.deepEqual(await places(), ['b.ts:3-4', 'a.ts:3-4']);
      await panel.composer.pressSequentially('why?');
      await panel.composer.press('Enter');
      const codes = [b, { ...code, text: 'new' }];
      assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: 'why?', codes });
      assert.equal(await chip().count(), 0);
    });

    it('no more than anybody would read, and leaves room for the text', async () => {
      await open({ width: 170, height: 240 });
      await panel.snapshot([], quoting);
      const many = Array.from({ length: 11 }, (_, i) => ({ ...code, path: `src/${i}.ts` }));
      await panel.post({ type: 'attached', for: { room: 'tilde' }, codes: many });
      await panel.page.getByText('At most 10 pieces of code').first().waitFor();
      assert.equal(await chip().count(), 0);
      await panel.post({ type: 'attached', for: { room: 'tilde' }, codes: many.slice(1) });
      await chip().nth(9).waitFor({ state: 'attached' });
      await panel.settled();
      assert.equal(await panel.composer.isVisible(), true);
      const box = (await panel.composer.boundingBox())!;
      assert.ok(box.y >= 0 && box.y + box.height <= 240, JSON.stringify(box));
      assert.deepEqual(await axeFindings(panel), []);
    });

    it('within the text, where the room knows of no code', async () => {
      await open();
      await panel.snapshot([]);
      await panel.composer.pressSequentially('see');
      await panel.post({ type: 'attached', for: { room: 'tilde' }, codes: [code] });
      await panel.settled();
      assert.equal(await panel.composer.inputValue(), 'see\n```typescript src/a.ts:3-4\none\n\ttwo\n```\n');
      assert.equal(await chip().count(), 0);
    });

    it('also over a reload, and when the message comes back', async () => {
      await open();
      await panel.snapshot([], quoting);
      await attach();
      await panel.composer.pressSequentially('why?');
      await panel.reload();
      await panel.snapshot([], quoting);
      await panel.composer.press('Enter');
      assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: 'why?', codes: [code] });
      await undo();
      await panel.next('takeBack');
      await panel.post({ type: 'takenBack', draft: { room: 'tilde', text: 'why?', codes: [code] } });
      assert.equal(await chip().count(), 1);
      assert.equal(await panel.composer.inputValue(), 'why?');
      await panel.composer.press('Enter');
      const draft = { room: 'tilde', text: 'why?', codes: [code] };
      await panel.post({ type: 'refused', draft, problem: 'No.' });
      assert.equal(await chip().count(), 1);
    });

    it('not while a message is changed, and again after that', async () => {
      await open();
      await panel.snapshot([message(1, mine)], quoting);
      await attach();
      await change('m1');
      assert.deepEqual([await chip().count(), await tool().count()], [0, 0]);
      await panel.composer.press('Enter');
      await panel.next('edit');
      assert.equal(await chip().count(), 1);
    });

    it('and can be read and used in every theme', async () => {
      for (const theme of THEMES) {
        await open({ theme, width: 250 });
        await panel.snapshot([], quoting);
        await attach({ ...code, path: 'src/a/very/long/way/to/a/file/that/has/a/long/name.ts' });
        await panel.composer.fill('why?');
        await panel.settled();
        assert.deepEqual(await axeFindings(panel), [], theme.name);
        const wide = await panel.page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= 250, `${wide} px`);
      }
    });
  });

  describe('and is too long for a message', () => {
    const long = 'one two three\n\nfour five six';
    beforeEach(async () => {
      await open();
      await panel.snapshot([], { ...quoting, maxTextBytes: 16 });
    });

    it('is offered as several messages, which the host says', async () => {
      await panel.composer.fill(long);
      assert.match((await hint().textContent())!, /12 characters too long for one message\./);
      await panel.composer.press('Enter');
      await panel.settled();
      assert.equal(panel.postedOf('say').length, 0, 'not by the way');
      await button('Send as 2 Messages').click();
      assert.deepEqual(await panel.next('say'), { type: 'say', room: 'tilde', text: long });
      assert.equal(await panel.composer.inputValue(), '');
      assert.equal(await panel.focused(), 'composer');
      await undo();
      await panel.next('takeBack');
      await panel.post({ type: 'takenBack', draft: { room: 'tilde', text: long } });
      assert.equal(await panel.composer.inputValue(), long);
    });

    it('keeps what of it could not be sent', async () => {
      await panel.composer.fill(long);
      await button('Send as 2 Messages').click();
      const draft = { room: 'tilde', text: 'four five six' };
      await panel.post({ type: 'refused', draft, problem: 'Too fast.' });
      assert.equal(await panel.composer.inputValue(), 'four five six');
      assert.match((await hint().textContent())!, /Too fast\./);
    });

    it('is offered as code, which undo makes text again', async () => {
      await panel.composer.fill(long);
      await button('Attach as Code').click();
      assert.equal(await panel.composer.inputValue(), '');
      assert.equal(
        await chip()
          .textContent()
          .then((text) => text?.trim()),
        'text.txt:1-3',
      );
      await undo();
      assert.equal(await panel.composer.inputValue(), long);
      assert.equal(await chip().count(), 0);
      await button('Attach as Code').click();
      await panel.composer.press('Enter');
      assert.deepEqual(await panel.next('say'), {
        ...{ type: 'say', room: 'tilde', text: '' },
        codes: [{ path: 'text.txt', start: 1, end: 3, text: long }],
      });
    });

    it('is only said to be, where neither can be done', async () => {
      await panel.snapshot([message(1, mine)], { maxTextBytes: 16 });
      await panel.composer.fill(`${long} `.repeat(40));
      assert.equal(await panel.page.locator('.offers').count(), 0);
      await panel.composer.fill('');
      await change('m1');
      await panel.composer.fill(long);
      assert.equal(await panel.page.locator('.offers').count(), 0, 'a change stays one message');
    });
  });

  it('can be undone step by step, whatever wrote it, and be done again', async () => {
    await open();
    await panel.snapshot([], { maxTextBytes: 200, maxCodeBytes: 2000 });
    const value = () => panel.composer.inputValue();
    const steps: string[] = [];
    const done = async (act: () => Promise<unknown>): Promise<void> => {
      await act();
      await panel.settled();
      const now = await value();
      if (now !== steps.at(-1)) steps.push(now);
    };
    await panel.composer.focus();
    await done(() => panel.page.keyboard.type('see @bo'));
    await panel.next('listMembers');
    const bob = { mid: 'b', name: 'bob', color: 1, you: false };
    await panel.post({ type: 'members', members: [bob] });
    await done(() => panel.composer.press('Enter'));
    assert.equal(await value(), 'see @bob ');
    await done(() => panel.page.keyboard.type(':tad'));
    await panel.page.getByRole('option', { name: ':tada:' }).waitFor();
    await done(() => panel.composer.press('Tab'));
    assert.equal(await value(), 'see @bob 🎉 ');
    await panel.composer.press('Shift+Home');
    await done(() => button('Code').click());
    assert.equal(await value(), '`see @bob 🎉 `');
    await panel.composer.press('End');
    await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await panel.page.evaluate(() => navigator.clipboard.writeText('if (a)\n\tb();'));
    await done(() => panel.composer.press('ControlOrMeta+v'));
    await panel.next('pasted');
    await done(() => panel.post({ type: 'pastedCode', text: 'if (a)\n\tb();', language: 'go' }));
    assert.equal(await value(), '`see @bob 🎉 `\n```go\nif (a)\n\tb();\n```');
    await done(() => panel.page.keyboard.insertText(`\n${'long '.repeat(40)}`));
    await done(() => button('Attach as Code').click());
    assert.equal(await value(), '');
    const whole = [...steps];
    for (const step of whole.slice(0, -1).reverse()) {
      await undo();
      // what was typed key by key is one step or several
      for (let left = 10; left > 0 && (await value()) !== step && step.startsWith('see'); left -= 1)
        await undo();
      assert.equal(await value(), step);
    }
    assert.equal(await chip().count(), 0);
    for (let left = 30; left > 0 && (await value()) !== whole.at(-2); left -= 1)
      await panel.composer.press('ControlOrMeta+Shift+z');
    assert.equal(await value(), whole.at(-2));
    assert.equal(panel.drafts.get(joined.room!.name), whole.at(-2));
  });
});
