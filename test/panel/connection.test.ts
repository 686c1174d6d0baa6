import assert from 'node:assert/strict';
import type { ConnectionStatus, PanelOffer } from '../../src/panel/stateSchemas';
import { joined, message, type Panel } from './panelPage';
import { usePanel } from './usePanel';
import { away, failed, left } from '../support/setbacks';

describe('the panel and its connection', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));

  const commandsShown = (): Promise<(string | null)[]> =>
    panel.page
      .locator('vscode-button[data-command]')
      .evaluateAll((all) => all.map((button) => button.getAttribute('data-command')));

  const rows: [ConnectionStatus, RegExp, string[]][] = [
    [{ kind: 'idle' }, /on your own network/, ['tilde.host', 'tilde.join']],
    [{ kind: 'connecting', address: '10.0.0.7:9999' }, /10\.0\.0\.7:9999/, ['tilde.leave']],
    [
      left('The host closed it.'),
      /Room closed.*The host closed it\./s,
      ['tilde.join', 'tilde.tryAgain', 'tilde.host'],
    ],
    [
      failed('Nobody listens there.'),
      /Nobody answers.*Nobody listens there\./s,
      ['tilde.tryAgain', 'tilde.join', 'tilde.showLog'],
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

  it('offers the rooms of before first, then to host or join, each once and in one style', async () => {
    await open();
    const rooms: PanelOffer[] = [
      { id: 'hosted 1', kind: 'reopen', name: 'Workshop', detail: 'hosted here, port 9999 · yesterday' },
      { id: '10.0.0.7:9999', kind: 'rejoin', name: '<b>Lab</b>', detail: '10.0.0.7:9999 · 2 days ago' },
    ];
    await panel.outside({ kind: 'idle' }, { rooms, more: true });
    assert.match((await panel.page.locator('main').textContent())!, /Welcome back/);
    const all = panel.page.locator('vscode-button');
    assert.deepEqual(
      (await all.allTextContents()).map((text) => text.trim()),
      ['Reopen Workshop', 'Rejoin <b>Lab</b>', 'Host Room', 'Join Room'],
    );
    assert.deepEqual(
      await all.evaluateAll((buttons) => buttons.map((button) => button.getAttribute('appearance'))),
      ['primary', 'secondary', 'secondary', 'secondary'],
    );
    await panel.page.getByRole('button', { name: 'Rejoin <b>Lab</b>' }).click();
    assert.deepEqual(await panel.next('enterAgain'), { type: 'enterAgain', id: '10.0.0.7:9999' });
    await panel.page.getByRole('button', { name: 'More Rooms…' }).click();
    assert.deepEqual(await panel.next('command'), { type: 'command', command: 'tilde.openRecent' });
  });

  it('leads back from a room that was not reached, and from no other', async () => {
    await open();
    await panel.outside(failed('Nobody listens there.'));
    await panel.page.getByRole('button', { name: 'Back to Start' }).click();
    assert.deepEqual(await panel.next('toStart'), { type: 'toStart' });
    await panel.outside({ kind: 'idle' });
    await panel.page.locator('#to-start').waitFor({ state: 'detached' });
  });

  it('shows what there is to do without scrolling where there is hardly any room', async () => {
    await open({ width: 170, height: 150 });
    await panel.snapshot([message(1)], { connection: away('The connection broke. Trying again…') });
    const buttons = panel.page.locator('.banner vscode-button');
    const seen = await buttons.evaluateAll((all) => {
      const { top, bottom } = document.querySelector('.banner')!.getBoundingClientRect();
      const boxes = all.map((button) => button.getBoundingClientRect()).filter(({ height }) => height > 0);
      return boxes.map((box) => box.top >= top && box.bottom <= bottom);
    });
    assert.deepEqual(seen, [true, true]);
  });

  it('posts the command of a button', async () => {
    await open();
    await panel.outside({ kind: 'idle' });
    await panel.page.getByRole('button', { name: 'Host Room' }).click();
    assert.deepEqual(await panel.next('command'), { type: 'command', command: 'tilde.host' });
    await panel.page.getByRole('button', { name: 'Change Username' }).click();
    assert.deepEqual(await panel.nextAfter('command', 1), { type: 'command', command: 'tilde.setUsername' });
  });

  it('shows nothing moving where it may take a night: a host who is away, a room that is not there yet', async () => {
    await open();
    const spinner = panel.page.locator('.spinner');
    await panel.snapshot([message(1)], { connection: away('Trying again…') });
    assert.equal(await spinner.count(), 1);
    await panel.snapshot([message(1)], { connection: { ...away('Since 18:02.'), waiting: true } as never });
    assert.equal(await spinner.count(), 0);
    const waiting = { title: 'Waiting for Lab', message: 'Nobody is there yet.' };
    await panel.outside({ kind: 'connecting', address: 'a:1', waiting });
    assert.equal(await spinner.count(), 0);
    assert.match(
      (await panel.page.locator('main').textContent())!,
      /Waiting for Lab\s+Nobody is there yet\./,
    );
    assert.deepEqual(await commandsShown(), ['tilde.tryAgain', 'tilde.leave']);
  });

  it('keeps the messages in sight while reconnecting and after leaving', async () => {
    await open();
    await panel.snapshot([message(1)]);
    const connection: ConnectionStatus = away('It may come back.');
    await panel.post({ type: 'state', state: { ...joined, connection } });
    assert.match((await panel.page.locator('.banner').textContent())!, /Host is away.*It may come back\./s);
    assert.deepEqual(await commandsShown(), ['tilde.tryAgain', 'tilde.leave', 'tilde.showLog']);
    await panel.post({
      type: 'state',
      state: { ...joined, connection: left('Left.') },
    });
    assert.equal(await panel.message('m1').isVisible(), true);
    await panel.post({ type: 'state', state: joined });
    assert.equal(await panel.page.locator('.banner').count(), 0);
  });

  it('says that an empty room is one, until something is said', async () => {
    await open();
    const came = { kind: 'notice', key: 'n', order: 1, at: 0, text: 'You joined the room.' } as const;
    await panel.snapshot([came]);
    const text = (await panel.log.textContent())!;
    assert.match(text, /You joined the room\./);
    assert.match(text, /No messages yet/);
    await panel.post({ type: 'state', state: { ...joined, connection: left('You closed the room.') } });
    assert.doesNotMatch((await panel.log.textContent())!, /No messages yet|Invite/);
    await panel.post({ type: 'state', state: joined });
    assert.match((await panel.log.textContent())!, /No messages yet.*Invite/s);
    await panel.post({ type: 'entries', entries: [message(2)] });
    assert.doesNotMatch((await panel.log.textContent())!, /No messages yet/);
  });

  it('says what an original server cannot do, and hides it', async () => {
    await open();
    const { address } = joined.room!;
    await panel.snapshot([message(1)], {
      room: { ...joined.room!, name: address, basic: true, hosting: false },
    });
    const header = (await panel.page.locator('.room-header').textContent())!;
    assert.equal(header.split(address).length, 2, 'its address is its name, and stands there once');
    assert.match((await panel.page.locator('.basic').textContent())!, /original chat server/);
    assert.doesNotMatch(header, /here|hosted|saved/);
    assert.equal(await panel.page.locator('.typing').count(), 0);
    await panel.snapshot([message(1)]);
    assert.match((await panel.page.locator('.details').textContent())!, /3 here/);
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
