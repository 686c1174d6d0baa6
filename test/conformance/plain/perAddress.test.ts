import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { Peer } from '../support/peer';
import { withServer } from '../support/useServer';

describe('P-10.6 connections from one address', () => {
  it('P-10.6 --per-address counts the connections from one address that is not loopback, but none without a name', async function () {
    const own = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal)?.address;
    if (own === undefined) this.skip(); // this computer has no other address
    const flags = ['--host', own, '--open', '--per-address', '2', '--greet-after-ms', '1'];
    await withServer(flags, async (port) => {
      const one = await joinFrom(own, port, 'one');
      const two = await joinFrom(own, port, 'two');
      const three = await Peer.connect(port, undefined, own);
      await three.send('three\n');
      await three.untilGone();
      assert.match(
        three.text,
        /SERVER~Too many connections come from your address; close one and try again\.\n$/,
      );
      two.end();
      await two.untilGone();
      two.socket.destroy();
      await one.until('SERVER~two has left the chat.');
      // those that say no name take no place
      const silent = await Peer.connect(port, undefined, own);
      await silent.until('Tilde/1');
      const four = await joinFrom(own, port, 'four');
      assert.equal(silent.gone, undefined);
      await four.send('in\n');
      await one.until('four~in\n');
    });
  });
});

async function joinFrom(host: string, port: number, name: string): Promise<Peer> {
  const peer = await Peer.connect(port, undefined, host);
  await peer.send(`${name}\n`);
  await peer.until(`SERVER~Welcoming ${name}`);
  return peer;
}
