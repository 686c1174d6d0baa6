import assert from 'node:assert/strict';
import type { Connection } from '../../src/panel/messages';
import { joined, message, type Panel, PanelHost, type PanelOptions } from './panelPage';

describe('the panel in a browser', () => {
  let host: PanelHost;
  let panel: Panel;
  const open = async (options?: PanelOptions): Promise<void> => {
    panel = await host.open(options);
  };

  before(async () => {
    host = await PanelHost.start();
  });
  after(() => host.close());
  afterEach(async () => {
    const violations = await panel.violations();
    await panel.page.close();
    assert.deepEqual(violations, []);
    assert.deepEqual(panel.errors, []);
  });

  describe('messages', () => {
    const hostile = [
      '<img src=x onerror="window.hacked = 1">',
      '<script>window.hacked = 1</script>',
      '${window.hacked = 1} {{constructor.constructor("window.hacked = 1")()}}',
      '</article><iframe srcdoc="x"></iframe>',
      'a\nb\n  c\t&lt;&amp;',
      '\u202Eevil\u2066\u202D mirrored',
      'x'.repeat(3000),
      'ﷺ'.repeat(300),
    ];

    it('draws hostile names and texts as text alone', async () => {
      await open({ width: 250 });
      await panel.snapshot(
        hostile.map((text, i) =>
          message(i, { text, author: text.slice(0, 40), authorKey: text, key: `k${i}` }),
        ),
        { room: { ...joined.room!, name: hostile[0]! }, you: hostile[1]! },
      );
      for (const [i, text] of hostile.entries()) {
        assert.equal(await panel.message(`k${i}`).locator('.text').textContent(), text);
        assert.equal(await panel.message(`k${i}`).locator('.author').textContent(), text.slice(0, 40));
      }
      assert.equal(await panel.page.locator('#app :is(img, script, iframe)').count(), 0);
      assert.equal(await panel.page.evaluate(() => 'hacked' in window), false);
    });

    it('never grows wider than the panel', async () => {
      await open({ width: 250 });
      await panel.snapshot(
        hostile.map((text, i) =>
          message(i, { text, author: 'W'.repeat(32), authorKey: text, status: 'failed' }),
        ),
        { room: { ...joined.room!, name: 'W'.repeat(60), basic: true }, you: 'W'.repeat(32) },
      );
      const wider = await panel.page.evaluate(() =>
        [...document.querySelectorAll('#app *')]
          .filter((element) => !element.matches('.visually-hidden'))
          .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
          .map((element) => element.outerHTML.slice(0, 80)),
      );
      assert.deepEqual(wider, []);
      assert.equal(await panel.log.evaluate((log) => log.scrollWidth - log.clientWidth), 0);
    });

    it('keeps a direction trick inside its name', async () => {
      await open();
      await panel.snapshot([message(1, { author: '\u202Eana', at: new Date(2026, 2, 10, 9, 5).getTime() })]);
      const article = panel.message('m1');
      assert.equal(
        await article.locator('.author').evaluate((author) => getComputedStyle(author).unicodeBidi),
        'isolate',
      );
      const [author, time] = [
        await article.locator('.author').boundingBox(),
        await article.locator('time').boundingBox(),
      ];
      assert.ok(author!.x + author!.width <= time!.x, 'the time stays behind the name');
    });

    it('groups them by author, with the name for screen readers on each', async () => {
      await open();
      await panel.snapshot([message(1), message(2), message(3, { author: 'cleo', authorKey: 'c' })]);
      assert.deepEqual(
        await panel.page
          .locator('article .author')
          .evaluateAll((all) =>
            all.map((author) => [author.textContent, author.getBoundingClientRect().width > 1]),
          ),
        [
          ['bob', true],
          ['bob', false],
          ['cleo', true],
        ],
      );
      assert.match(
        (await panel.message('m1').locator('time').getAttribute('title'))!,
        /March 10, 2026.*9:31:00/,
      );
    });

    it('tells own ones by a word and by notices apart', async () => {
      await open();
      await panel.snapshot([
        message(1, { own: true, author: 'ana' }),
        { kind: 'notice', key: 'n', order: 2, at: 0, text: 'cleo joined' },
      ]);
      assert.match((await panel.page.locator('article.own').textContent())!, /ana\s+\(you\)/);
      assert.equal(await panel.page.locator('.notice').textContent(), 'cleo joined');
    });

    it('keeps the element of a pending message when it gets its place', async () => {
      await open();
      const mine = message(1e9, { key: 'mine', own: true, status: 'pending', author: 'ana', authorKey: 'a' });
      await panel.snapshot([message(1), mine]);
      assert.match((await panel.message('mine').textContent())!, /Sending…/);
      await panel.message('mine').evaluate((article) => (article.id = 'same'));
      await panel.post({
        type: 'entries',
        entries: [{ ...mine, order: 2, status: 'sent' }, message(3)],
      });
      const keys = await panel.page
        .locator('article')
        .evaluateAll((all) => all.map((article) => `${article.id} ${article.getAttribute('data-key')}`));
      assert.deepEqual(keys, [' m1', 'same mine', ' m3']);
      assert.equal(await panel.message('mine').getAttribute('data-status'), 'sent');
      assert.doesNotMatch((await panel.message('mine').textContent())!, /Sending…/);
    });

    it('says why one failed and retries it', async () => {
      await open();
      await panel.snapshot([
        message(1, { own: true, status: 'failed', problem: 'The room did not answer.' }),
      ]);
      assert.match((await panel.message('m1').textContent())!, /The room did not answer\./);
      await panel.message('m1').getByRole('button', { name: 'Retry' }).click();
      assert.deepEqual(await panel.next('retry'), { type: 'retry', key: 'm1' });
    });

    it('offers no retry where there is no room to send it to', async () => {
      await open();
      const failed = message(1, { own: true, status: 'failed' });
      await panel.snapshot([failed], { connection: { kind: 'left', message: 'The host closed the room.' } });
      await panel.message('m1').getByRole('button', { name: 'Copy' }).waitFor();
      assert.equal(await panel.message('m1').getByRole('button', { name: 'Retry' }).count(), 0);
    });

    it('reads new ones of others out, not own ones and not the history', async () => {
      await open();
      await panel.snapshot([message(1)]);
      await panel.post({
        type: 'entries',
        entries: [message(2, { own: true }), message(3, { text: 'hello' })],
      });
      await panel.page.locator('[role="status"]', { hasText: /^bob: hello$/ }).waitFor({ state: 'attached' });
    });
  });

  describe('the composer', () => {
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

    it('counts bytes, and says by how many a message is too long', async () => {
      await panel.composer.fill('é'.repeat(500));
      assert.equal(await disabled(), false);
      await panel.composer.fill('é'.repeat(501));
      assert.equal(await disabled(), true);
      assert.match((await panel.page.locator('#composer-hint').textContent())!, /bytes: 2\./);
      assert.equal(await panel.composer.getAttribute('aria-invalid'), 'true');
      await panel.composer.press('Enter');
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
      await panel.page.reload();
      await panel.snapshot([], { connection: { kind: 'left', message: 'You left the room.' } });
      assert.equal(await panel.composer.inputValue(), 'half a thought');
      assert.equal(await disabled(), true);
      assert.match((await panel.page.locator('#composer-hint').textContent())!, /Not connected/);
    });

    it('keeps a draft for each room', async () => {
      const room = { name: 'Another', address: '10.0.0.9:9999', basic: false, hosting: false };
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
        connection: { kind: 'reconnecting', address: 'x:1', message: 'Lost. Trying again.' },
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
      await panel.snapshot([], { connection: { kind: 'left', message: 'You left the room.' } });
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
      assert.deepEqual(panel.postedOf('say')[1], { type: 'say', text: 'better' });
    });

    describe('tells who types', () => {
      const told = (): boolean[] => panel.postedOf('typing').map(({ on }) => on);

      it('from the first key on, until it is sent', async () => {
        await panel.composer.pressSequentially('hello');
        assert.deepEqual(told(), [true]);
        await panel.composer.press('Enter');
        await panel.nextAfter('typing', 1);
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
        await panel.snapshot([], { connection: { kind: 'left', message: 'You left the room.' } });
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
  });

  describe('the states of the connection', () => {
    const commandsShown = (): Promise<(string | null)[]> =>
      panel.page
        .locator('vscode-button[data-command]')
        .evaluateAll((all) => all.map((button) => button.getAttribute('data-command')));

    const rows: [Connection, RegExp, string[]][] = [
      [{ kind: 'idle' }, /on your own network/, ['tilde.host', 'tilde.join']],
      [{ kind: 'connecting', address: '10.0.0.7:9999' }, /10\.0\.0\.7:9999/, ['tilde.leave']],
      [
        { kind: 'left', message: 'The host closed it.' },
        /The host closed it\./,
        ['tilde.join', 'tilde.host'],
      ],
      [
        { kind: 'failed', message: 'Nobody listens there.' },
        /Nobody listens there\./,
        ['tilde.join', 'tilde.host', 'tilde.showLog'],
      ],
    ];
    for (const [connection, text, commands] of rows) {
      it(`${connection.kind}, without a room: says what is and what to do`, async () => {
        await open();
        await panel.outside(connection);
        assert.equal(await panel.page.locator('#app').getAttribute('data-connection'), connection.kind);
        assert.match((await panel.page.locator('main').textContent())!, text);
        assert.deepEqual(await commandsShown(), commands);
      });
    }

    it('posts the command of a button', async () => {
      await open();
      await panel.outside({ kind: 'idle' });
      await panel.page.getByRole('button', { name: 'Host Room' }).click();
      assert.deepEqual(await panel.next('command'), { type: 'command', command: 'tilde.host' });
      await panel.page.getByRole('button', { name: 'Change Username' }).click();
      assert.deepEqual(panel.postedOf('command')[1], { type: 'command', command: 'tilde.setUsername' });
    });

    it('keeps the messages in sight while reconnecting and after leaving', async () => {
      await open();
      await panel.snapshot([message(1)]);
      const connection: Connection = { kind: 'reconnecting', address: 'x:1', message: 'The host is away.' };
      await panel.post({ type: 'state', state: { ...joined, connection } });
      assert.match((await panel.page.locator('.banner').textContent())!, /The host is away\./);
      assert.deepEqual(await commandsShown(), ['tilde.leave', 'tilde.showLog']);
      await panel.post({
        type: 'state',
        state: { ...joined, connection: { kind: 'left', message: 'Left.' } },
      });
      assert.equal(await panel.message('m1').isVisible(), true);
      await panel.post({ type: 'state', state: joined });
      assert.equal(await panel.page.locator('.banner').count(), 0);
    });

    it('says in an empty room how teammates come in, and copies the address', async () => {
      await open();
      const came = { kind: 'notice', key: 'n', order: 1, at: 0, text: 'You joined the room.' } as const;
      await panel.snapshot([came]);
      const text = (await panel.log.textContent())!;
      assert.match(text, /You joined the room\./);
      assert.match(text, /No messages yet/);
      assert.match(text, /Teammates join by typing this address:\s+192\.168\.1\.20:9999/);
      await panel.page.getByRole('button', { name: 'Copy Address' }).click();
      assert.deepEqual(await panel.next('copyAddress'), { type: 'copyAddress' });
      await panel.page.getByRole('button', { name: 'Copied' }).waitFor();
      await panel.post({ type: 'entries', entries: [message(2)] });
      assert.doesNotMatch((await panel.log.textContent())!, /No messages yet/);
    });

    it('promises nobody an address that only this computer can reach', async () => {
      await open();
      await panel.snapshot([], { room: { ...joined.room!, address: '127.0.0.1:9999' } });
      assert.match((await panel.log.textContent())!, /Only this computer can reach the room/);
    });

    it('leaves inviting to the host', async () => {
      await open();
      await panel.snapshot([], { room: { ...joined.room!, hosting: false } });
      assert.match((await panel.log.textContent())!, /No messages yet/);
      assert.equal(await panel.page.getByRole('button', { name: 'Copy Address' }).count(), 0);
    });

    it('says what an original server cannot do, and hides it', async () => {
      await open();
      await panel.snapshot([message(1)], { room: { ...joined.room!, basic: true } });
      assert.match((await panel.page.locator('.basic').textContent())!, /original chat server/);
      assert.equal(await panel.page.locator('vscode-badge').count(), 0);
      assert.equal(await panel.page.locator('.typing').count(), 0);
      await panel.snapshot([message(1)]);
      assert.equal(await panel.page.locator('vscode-badge').count(), 1);
      assert.equal(await panel.page.locator('.basic').count(), 0);
    });

    it('says who is typing, and moves nothing by it', async () => {
      await open();
      await panel.snapshot(Array.from({ length: 50 }, (_, i) => message(i)));
      const top = async (): Promise<number> => (await panel.composer.boundingBox())!.y;
      const before = await top();
      const line = panel.page.locator('.typing');
      await panel.post({ type: 'typing', names: ['Bob'] });
      assert.equal(await line.textContent(), 'Bob is typing…');
      assert.equal(await top(), before);
      await panel.post({ type: 'typing', names: ['<b>Bob</b>', 'Carol'] });
      assert.equal(await line.textContent(), '<b>Bob</b> and Carol are typing…');
      await panel.post({ type: 'typing', names: [] });
      assert.equal(await line.textContent(), '');
    });

    it('speaks the language the host gives', async () => {
      await open({ strings: { send: 'Senden' } as never });
      await panel.snapshot([]);
      assert.equal((await panel.send.textContent())!.trim(), 'Senden');
    });
  });
});
