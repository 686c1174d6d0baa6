import assert from 'node:assert/strict';
import { welcomeFrame } from '../scriptedServer';
import { errorFrame, useScene } from '../scene';
import { inState, lines, until } from '../support';

describe('a room that cannot be saved', () => {
  const scene = useScene({ known: true });

  const savedChange = () => until(scene.client.onDidChangeSaved, () => true);

  it('says so once, over all connections, until it can be again', async () => {
    const first = await scene.join();
    let changed = savedChange();
    first.send(errorFrame('history-unsaved', 'As the server puts it.'));
    await changed;
    assert.equal(scene.client.isSaved, false);
    const { peer } = await scene.rejoin(first);
    peer.send(welcomeFrame({ resumed: true, unsaved: true }));
    await inState(scene.client, 'joined');
    assert.equal(scene.client.isSaved, false);
    assert.deepEqual(lines(scene.client), ['saving']);
    changed = savedChange();
    peer.send(errorFrame('history-saved', 'As the server puts it.'));
    await changed;
    assert.equal(scene.client.isSaved, true);
    assert.deepEqual(lines(scene.client), ['saving', 'saving']);
  });

  const bothWays = (on: boolean) => [
    `SERVER~saved~${JSON.stringify({ on })}\n`,
    errorFrame(on ? 'history-saved' : 'history-unsaved', 'As the server puts it.'),
  ];
  for (const [server, frames] of [
    ['P-5.14 one that says it by the verb and by the error', bothWays],
    ['a later one that says it by the verb alone', (on: boolean) => bothWays(on).slice(0, 1)],
    ['one from before the verb, which says it by the error', (on: boolean) => bothWays(on).slice(1)],
  ] as const) {
    it(`is told of once by any server: ${server}`, async () => {
      const peer = await scene.join();
      for (const on of [false, true]) {
        const changed = savedChange();
        peer.send(frames(on).join(''));
        await changed;
        assert.equal(scene.client.isSaved, on);
      }
      const changed = savedChange();
      peer.send(frames(false).join(''));
      await changed;
      assert.deepEqual(lines(scene.client), ['saving', 'saving', 'saving']);
    });
  }

  it('is heard of at the return, where it became or ended while one was away', async () => {
    const first = await scene.join();
    const { peer } = await scene.rejoin(first);
    let changed = savedChange();
    peer.send(welcomeFrame({ resumed: true, unsaved: true }));
    await changed;
    assert.equal(scene.client.isSaved, false);
    const { peer: last } = await scene.rejoin(peer);
    changed = savedChange();
    last.send(welcomeFrame({ resumed: true }));
    await changed;
    assert.equal(scene.client.isSaved, true);
    assert.deepEqual(lines(scene.client), ['saving', 'saving']);
  });

  it('is not why a connection that breaks later is lost', async () => {
    const peer = await scene.join();
    const changed = savedChange();
    peer.send(errorFrame('history-unsaved', 'As the server puts it.'));
    await changed;
    const lost = inState(scene.client, 'reconnecting');
    peer.socket.destroy();
    const state = await lost;
    assert.ok(state.kind === 'reconnecting');
    assert.equal(state.error.wire, undefined);
  });
});
