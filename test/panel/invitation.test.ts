import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { PanelRoom } from '../../src/panel/stateSchemas';
import type { PanelInvitation } from '../../src/panel/toPanel';
import { joined, message, messages, type Panel } from './panelPage';
import { THEMES } from './themes';
import { usePanel } from './usePanel';

const PICTURES = path.resolve('test-results', 'panel');
const KEY = 'K7QX-93MD-4TWZ-P2HN-8V6C';
const LINK = `vscode://tilde-chat.tilde/join?host=192.168.1.20&port=9999#${KEY}`;

const privateInvitation: PanelInvitation = {
  addresses: [
    { address: '192.168.1.20:9999', network: 'Wi-Fi (wlp3s0)' },
    { address: '10.8.0.2:9999', network: 'VPN (tun0)' },
  ],
  key: KEY,
  link: LINK,
  text: `Join the room “tilde”:\n\n192.168.1.20:9999 ${KEY}\n\n${LINK}`,
  withoutTilde:
    'A private room can only be joined with Tilde. To get Tilde, look for it in the Extensions view.',
};
const openInvitation: PanelInvitation = {
  addresses: [{ address: '192.168.1.20:9999' }],
  link: 'vscode://tilde-chat.tilde/join?host=192.168.1.20&port=9999',
  text: 'Join the room “tilde”:\n\n192.168.1.20:9999',
  withoutTilde: 'Without Tilde: type nc 192.168.1.20 9999 in a terminal, then your name.',
  terminal: 'nc 192.168.1.20 9999',
};
const privateRoom: PanelRoom = { ...joined.room!, access: 'private', host: 'ana', saved: true };

describe('the header of a room, and the invitation behind its name', () => {
  let panel: Panel;
  const open = usePanel((opened) => (panel = opened));
  const name = () => panel.page.locator('#room-name');
  const card = () => panel.page.getByRole('dialog', { name: 'Invite to tilde' });
  const details = async () => (await panel.page.locator('.details').innerText()).trim();

  /** What the panel posts next, once that is done. */
  async function next<T extends 'copy' | 'invitation'>(type: T, act: () => Promise<unknown>) {
    const before = panel.postedOf(type).length;
    await act();
    return panel.nextAfter(type, before);
  }

  /** Opens the card, as the host answers it. */
  async function invite(invitation: PanelInvitation = privateInvitation): Promise<void> {
    await next('invitation', () => name().press('Enter'));
    await panel.post({ type: 'invitation', ...invitation });
    await card().waitFor();
  }

  it('says how many are here, whose room it is, and whether it is saved', async () => {
    await open();
    await panel.snapshot([]);
    assert.match(await details(), /^3 here\s*·?\s*hosted by you$/);
    await panel.snapshot([], { room: { ...privateRoom, hosting: false } });
    assert.match(await details(), /^3 here\s*hosted by ana\s*saved$/);
    const locked = { ...privateRoom, saved: false, locked: true };
    await panel.snapshot([], { room: locked });
    assert.match(await details(), /hosted by you\s*not saved\s*locked$/);
    const tooltip = await panel.page.getByText('locked', { exact: true }).getAttribute('title');
    assert.equal(tooltip, 'Locked: nobody new can join.');
    assert.doesNotMatch(await panel.page.locator('.room-header').innerText(), /192\.168/);
  });

  it('begins no line of that with a dot', async () => {
    await open({ width: 170 });
    await panel.snapshot([], { room: { ...privateRoom, saved: false, locked: true } });
    const lines = await panel.page.locator('.details').evaluate((details) => {
      const edge = details.getBoundingClientRect().left;
      const firsts = new Map<number, number>();
      for (const fact of details.querySelectorAll('span')) {
        const words = document.createRange();
        words.selectNodeContents(fact);
        const { top, left } = words.getBoundingClientRect();
        if (!firsts.has(top)) firsts.set(top, left - edge);
      }
      return [...firsts.values()];
    });
    assert.ok(lines.length > 1);
    assert.deepEqual(
      lines.filter((indent) => Math.abs(indent) > 0.5),
      [],
    );
  });

  it('shows the members by a click on how many are here, and tells where one writes under which name', async () => {
    await open();
    await panel.snapshot([]);
    await panel.page.getByRole('button', { name: '3 here' }).click();
    assert.deepEqual(await panel.next('members'), { type: 'members' });
    assert.equal(await panel.composer.getAttribute('title'), 'You write as ana');
  });

  it('says by a lock, and in words for who does not see it, who can read along', async () => {
    await open();
    await panel.snapshot([]);
    const access = panel.page.locator('.access');
    const inWords = 'Open. Not encrypted. Anybody who can reach the room can join and read along.';
    assert.equal((await access.textContent())!.trim(), inWords);
    assert.equal(await access.getAttribute('title'), inWords);
    await panel.snapshot([], { room: privateRoom });
    assert.equal(
      (await access.textContent())!.trim(),
      'Private. Encrypted. Only people who have the key can join and read along.',
    );
  });

  it('opens by Enter, has the focus, and copies each part and the whole', async () => {
    await open();
    await panel.snapshot(messages(0, 5), { room: privateRoom });
    assert.equal(await name().getAttribute('aria-expanded'), 'false');
    await invite();
    assert.equal(await name().getAttribute('aria-expanded'), 'true');
    assert.equal(await panel.focused(), 'copy-invitation');
    const copied = await next('copy', () => panel.page.keyboard.press('Enter'));
    assert.equal(copied.text, privateInvitation.text);
    assert.equal(await panel.spoken.textContent(), 'Copied');
    for (const [label, text] of [
      ['Copy: Address, Wi-Fi (wlp3s0)', '192.168.1.20:9999'],
      ['Copy: Address, VPN (tun0)', '10.8.0.2:9999'],
      ['Copy: Key', KEY],
      ['Copy: Link for the editor', LINK],
    ] as const) {
      const button = card().getByRole('button', { name: label });
      assert.equal((await next('copy', () => button.click())).text, text);
    }
  });

  it('tells who has not Tilde what to do in an open room', async () => {
    await open();
    await panel.snapshot([]);
    await next('invitation', () => panel.page.locator('#invite').click());
    await panel.post({ type: 'invitation', ...openInvitation });
    await card().getByRole('button', { name: 'Copy: In a terminal' }).click();
    assert.deepEqual(await panel.next('copy'), { type: 'copy', text: 'nc 192.168.1.20 9999' });
    assert.equal(await card().getByText('Key', { exact: true }).count(), 0);
  });

  it('says why nobody can join, where that is so', async () => {
    await open();
    await panel.snapshot([]);
    await invite({ ...openInvitation, problem: 'The room is for this computer only.' });
    await card().getByText('The room is for this computer only.').waitFor();
    await panel.page.locator('#room-settings').click();
    assert.deepEqual(await panel.next('command'), { type: 'command', command: 'tilde.roomSettings' });
  });

  it('closes on Escape, with the focus where it was; on a click or a step elsewhere; and keeps no key', async () => {
    await open();
    await panel.snapshot(messages(0, 5), { room: privateRoom });
    const isGone = async (): Promise<void> => {
      await card().waitFor({ state: 'detached' });
      assert.equal((await panel.page.content()).includes(KEY), false);
    };
    await invite();
    // VS Code listens there, and would close a notification by it
    await panel.page.evaluate(() =>
      window.addEventListener('keydown', ({ key }) => (document.body.dataset['heard'] = key)),
    );
    await panel.page.keyboard.press('Escape');
    await isGone();
    assert.equal(await panel.page.evaluate(() => document.body.dataset['heard']), undefined);
    await panel.page.keyboard.press('Escape');
    assert.equal(await panel.page.evaluate(() => document.body.dataset['heard']), 'Escape');
    assert.equal(await panel.focused(), 'room-name');
    await invite();
    await panel.page.locator('.details').click();
    await isGone();
    await invite();
    await panel.composer.focus();
    await isGone();
    await invite();
    await panel.page.getByRole('button', { name: 'Close' }).click();
    await isGone();
    assert.equal(await panel.focused(), 'room-name');
    // an answer that comes too late is not kept, either
    await panel.post({ type: 'invitation', ...privateInvitation });
    await panel.settled();
    await isGone();
  });

  it('is asked for again when the room changes, and gone when the room was left', async () => {
    await open();
    await panel.snapshot([], { room: privateRoom });
    await invite();
    const locked = { ...joined, room: { ...privateRoom, locked: true } };
    await next('invitation', () => panel.post({ type: 'state', state: locked }));
    await panel.post({
      type: 'state',
      state: {
        ...joined,
        room: privateRoom,
        connection: { kind: 'left', title: 'Left', message: 'You left.', remedies: [] },
      },
    });
    await card().waitFor({ state: 'detached' });
    assert.equal(await name().isDisabled(), true);
  });

  it('writes a name where the person writes, once', async () => {
    await open();
    await panel.snapshot([message(1)]);
    await panel.composer.fill('Ask');
    const bob = { type: 'mention', mid: 'm-b', name: 'Bob Smith' } as const;
    await panel.post(bob, bob);
    assert.equal(await panel.composer.inputValue(), 'Ask @Bob Smith ');
    assert.equal(await panel.focused(), 'composer');
  });

  for (const theme of THEMES) {
    for (const [width, height] of [
      [360, 640],
      [250, 640],
      [170, 640],
      [250, 200],
    ] as const) {
      it(`fits ${width} by ${height} pixels in ${theme.name}`, async () => {
        await open({ theme, width, height });
        await panel.snapshot(messages(0, 5), { room: { ...privateRoom, name: 'tilde' } });
        await invite();
        const cut = await panel.page.evaluate(() =>
          [...document.querySelectorAll('#invitation, #invitation *')]
            .filter((element) => {
              const { left, right } = element.getBoundingClientRect();
              return right > innerWidth + 0.5 || left < -0.5;
            })
            .map((element) => element.outerHTML.slice(0, 80)),
        );
        assert.deepEqual(cut, []);
        const box = (await card().boundingBox())!;
        assert.ok(box.y + box.height <= height, 'its end is in sight');
        mkdirSync(PICTURES, { recursive: true });
        await panel.page.screenshot({
          path: path.join(PICTURES, `invitation-${theme.name}-${width}-${height}.png`),
        });
      });
    }
  }
});
