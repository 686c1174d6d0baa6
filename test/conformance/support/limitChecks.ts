// Checks that a limit is in force, or off.
import assert from 'node:assert/strict';
import type { LimitName } from '../../../src/protocol/wire/limits';
import { OPEN_ACCESS } from '../../../src/protocol/host/hostChannel';
import { NativePeer, Peer, joinLine } from './peer';
import { SecurePeer } from './securePeer';
import { type RunningServer, startGatedServer } from './server';
import { tcpRow } from './tcpTable';
import { untilPrinted } from './useServer';

export type Check = (port: number, server: RunningServer) => Promise<void>;

/** Longer than any test. */
export const NOT_SOON = '600000';
export const UNHURRIED = ['--rate', '0', '--join-delay-ms', '0'];

/** The clause each limit belongs to. */
export const CLAUSES: Record<LimitName, string> = {
  maxMembers: 'P-10.6',
  perAddress: 'P-10.6',
  maxUnnamed: 'P-10.3',
  rate: 'P-10.1',
  burst: 'P-10.1',
  addressBytes: 'P-10.1',
  addressBurstBytes: 'P-10.1',
  addressJoins: 'P-10.6',
  addressBurstJoins: 'P-10.6',
  greetAfterMs: 'P-3.3',
  settleMs: 'P-1.7',
  keyTimeoutMs: 'P-1.7',
  nameTimeoutMs: 'P-10.3',
  proveTimeoutMs: 'P-13.4',
  wrongProofs: 'P-13.6',
  pingIntervalMs: 'P-5.9',
  idleTimeoutMs: 'P-5.9',
  stallTimeoutMs: 'P-10.2',
  outboxBytes: 'P-10.2',
  keepaliveMs: 'P-10.4',
  joinDelayMs: 'P-10.7',
  seedSpacingMs: 'P-2.8',
  typingIntervalMs: 'P-5.5',
  maxTextBytes: 'P-7.6',
  maxCodeBytes: 'P-7.6',
  maxReactions: 'P-5.4',
  memberReactions: 'P-5.4',
  messageReactions: 'P-5.4',
  maxShownBytes: 'P-7.6',
  maxFrameBytes: 'P-3.6',
  historyEvents: 'P-6.11',
  historyBytes: 'P-6.11',
  historyFileBytes: 'P-6.12',
  historyDays: 'P-6.12',
  syncAfterMs: 'P-6.12',
  eraseAfterMs: 'P-5.3',
  lockGraceMs: 'P-14.3',
  nameGraceMs: 'P-8.9',
  closeTimeoutMs: 'P-10',
};

/** What a client is told that is turned away. */
export async function knock(port: number, name: string): Promise<string> {
  const peer = await Peer.connect(port);
  await peer.send(`${name}\n`);
  await peer.untilGone();
  return peer.text;
}

/** Ann and Bob, and the seq of a message from Ann. */
export async function message(port: number) {
  const [ann, bob] = [await NativePeer.join(port, 'ann'), await NativePeer.join(port, 'bob')];
  await ann.send('say', { id: 'said', text: 'hi' });
  const { payload } = await ann.next('say', { id: 'said' });
  return { of: payload['seq'] as number, ann, bob };
}

/** The sentence that refuses this reaction of `peer`; `undefined` if it is not refused. */
export async function reactionTo(of: number, peer: NativePeer, emoji: string): Promise<string | undefined> {
  const id = `${emoji} ${peer.frames.length}`;
  await peer.send('react', { id, of, emoji, on: true });
  await peer.peer.until((shown) => shown.includes(`"id":"${id}"`) && shown.endsWith('\n'));
  const error = peer.frames.find(({ verb, payload }) => verb === 'error' && payload['id'] === id);
  assert.ok(error === undefined || error.payload['code'] === 'too-many-reactions');
  return error?.payload['message'] as string | undefined;
}

export async function saysUntilLeft(native: NativePeer, name: string): Promise<void> {
  const text = 'x'.repeat(16_000);
  for (let n = 0; !native.peer.text.includes(`"name":"${name}","reason":"slow-consumer"`); n++) {
    native.peer.clear();
    await native.send('say', { id: `${n}`, text });
    await native.peer.until((shown) => shown.includes(`"id":"${n}"`) && shown.endsWith('\n'));
  }
}

export async function typeThrice(native: NativePeer): Promise<void> {
  for (let n = 0; n < 3; n++) await native.send('typing', { on: true });
  await native.send('say', { id: 'after', text: 'after' });
}

export const typings = (native: NativePeer) => native.frames.filter(({ verb }) => verb === 'typing').length;

export async function historyAfter(port: number, text: string) {
  const lin = await joinLine(port, 'lin');
  await lin.send(`${text}\n`.repeat(100) + 'end\n');
  await lin.until('lin~end\n');
  const { welcome } = await NativePeer.join(port, 'nat');
  const history = welcome['history'] as unknown[];
  return {
    length: history.length,
    oldest: welcome['oldest'] as number,
    seq: welcome['seq'] as number,
  };
}

/** Resolves once the server has dropped a connection: it answers what is still sent there with a reset. */
export async function untilRefused(peer: Peer): Promise<void> {
  const refused = new Promise((resolve) => peer.socket.once('close', resolve));
  const poke = () => {
    if (peer.socket.writable) peer.socket.write('?', () => setImmediate(poke));
  };
  poke();
  await refused;
  assert.equal(peer.gone, 'end', 'it was told before it was dropped');
}

/** Sends strangers with a wrong proof, all at the same time. @returns how many are told that it is wrong */
export async function toldWrong(port: number, count: number): Promise<number> {
  const strangers = await Promise.all(Array.from({ length: count }, () => SecurePeer.knock(port)));
  const answers = strangers.map(async (stranger) => {
    await stranger.prove('wrong');
    await stranger.untilGone();
    return stranger.text.includes('"wrong-key"');
  });
  return (await Promise.all(answers)).filter(Boolean).length;
}

/** What a member is told that leaves, waits for `meanwhile`, is locked out, and comes back without a token. */
export async function backAfterLock(graceMs: number, meanwhile = () => Promise.resolve()): Promise<string> {
  const server = await startGatedServer(OPEN_ACCESS, '--lock-grace-ms', String(graceMs));
  const hello = { v: 1, name: 'ann', person: 'ann’s secret' };
  const ann = await NativePeer.join(server.port, 'ann', hello);
  ann.peer.end();
  await ann.peer.untilGone();
  await meanwhile();
  await server.change({ type: 'lock', on: true });
  const again = await NativePeer.connect(server.port);
  await again.send('hello', hello);
  const answer = await again.peer.until(/~(?:welcome|error)~/);
  again.peer.socket.destroy();
  await server.stop();
  return answer;
}

/** When TCP will probe a new connection, in milliseconds; 0 = never. The kernel says so, for the server's end. */
export async function keepaliveOf(port: number, server: RunningServer): Promise<number> {
  const peer = await Peer.connect(port);
  const { port: peerPort } = peer.socket.address() as { port: number };
  if (!server.output().includes(` ${peerPort}\n`)) await untilPrinted(server, ` ${peerPort}\n`);
  const row = tcpRow(port, peerPort);
  const [, kind, ticks] = / (0\d):([\dA-F]{8}) /.exec(row ?? '') ?? [];
  assert.ok(kind === '02' || kind === '00', `the timer is ${String(kind)}: ${row}`);
  return kind === '02' ? parseInt(ticks!, 16) * 10 : 0; // the kernel counts in hundredths of a second
}

/**
 * Connects a plain peer that wants the name of a native member.
 * @returns the peer, once it has seen that member leave
 */
export async function wantsNameOfGone(port: number): Promise<Peer> {
  const holder = await NativePeer.join(port, 'carol');
  const line = await joinLine(port, 'carol');
  await holder.send('bye', {});
  await line.until('SERVER~carol has left the chat.\n');
  return line;
}
