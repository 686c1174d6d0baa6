import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { FuzzTarget } from './fuzz';
import { KEY, KEY_FILE, PATIENT, SecurePeer, proofOf } from './securePeer';

const HOST = '127.0.0.1';

/** A private room. Its strangers come without TLS, with something like TLS, within TLS, and with a proof. */
export const PRIVATE_ROOM: FuzzTarget = {
  flags: [...PATIENT, '--key-file', KEY_FILE, '--wrong-proofs', '0', '--prove-timeout-ms', '300'],
  enter: async (at) => (await SecurePeer.enter(at)).socket,
  knock(at, number) {
    const plain = () => connect({ port: at, host: HOST, noDelay: true });
    switch (number % 4) {
      case 0:
        return plain();
      case 1: {
        const socket = plain();
        socket.write(Buffer.of(0x16, 0x03, 0x01));
        return socket;
      }
      case 2:
        return connectTls({ port: at, host: HOST, rejectUnauthorized: false });
      default:
        return SecurePeer.knock(at).then(async (peer) => {
          await peer.prove(proofOf(KEY, 'client', peer.binding));
          return peer.socket;
        });
    }
  },
};
