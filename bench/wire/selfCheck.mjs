// Before anything is measured: the generator finds each fault it claims to find, and none where there is none.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { faultsOf, generate } from './load.mjs';

const MEMBERS = 3;
const MESSAGES = 200;
/** Of the frames to the last member: the one that goes wrong. */
const BROKEN_FRAME = 100;

/** What becomes of a frame, and how the generator calls it. @type {Record<string, { break: (frame: string, next: string) => string[], found: RegExp }>} */
const FAULTS = {
  none: { break: (frame, next) => [frame, next], found: /^$/ },
  lost: { break: (_, next) => [next], found: /1 lost/ },
  doubled: { break: (frame, next) => [frame, frame, next], found: /1 repeated/ },
  swapped: { break: (frame, next) => [next, frame], found: /1 repeated/ },
  damaged: { break: (frame, next) => [frame.replace('abc', 'abd'), next], found: /1 damaged/ },
  misframed: { break: (frame, next) => [frame.replace('~', '-'), next], found: /1 misframed/ },
};

/**
 * A room of the line dialect that makes one mistake.
 * @param {keyof typeof FAULTS} fault
 */
function brokenRoom(fault) {
  /** @type {{ socket: import('node:net').Socket, frames: string[] }[]} */
  const members = [];
  /** @param {string} frame */
  const toAll = (frame) => {
    for (const [i, { socket, frames }] of members.entries()) {
      frames.push(frame);
      if (i < MEMBERS - 1 || frames.length < BROKEN_FRAME || frames.length > BROKEN_FRAME + 1)
        socket.write(frame);
      else if (frames.length === BROKEN_FRAME + 1) {
        socket.write(FAULTS[fault]?.break(frames.at(-2) ?? '', frame).join('') ?? '');
      }
    }
  };
  return createServer((socket) => {
    let name = '';
    let rest = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (name !== '') toAll(`${name}~${line}\n`);
        else {
          name = line;
          members.push({ socket, frames: [] });
          socket.write(`SERVER~Welcoming ${name} to the chat!\n`);
        }
      }
    });
  });
}

/**
 * @param {import('../../scripts/children.mjs').Children} children
 * @throws if a fault is not found
 */
export async function checkGenerator(children) {
  await Promise.all(
    Object.entries(FAULTS).map(async ([fault, { found }]) => {
      const room = brokenRoom(fault).listen(0, '127.0.0.1');
      await once(room, 'listening');
      const { port } = /** @type {import('node:net').AddressInfo} */ (room.address());
      const load = { members: MEMBERS, senders: 1, bytes: 64, seconds: 30, messages: MESSAGES };
      const faults = faultsOf(await generate(children, 'line', { port, pid: process.pid }, load));
      room.close();
      if (!found.test(faults))
        throw new Error(`The generator says "${faults}" of a room with the fault "${fault}".`);
    }),
  );
}
