// A room on loopback that says what a scenario wants it to, as fast as its one member takes it: no limit of ours is in
// the way, and so it stands for a server that has none, too.
import { once } from 'node:events';
import net from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** So many frames are written at a time. */
const FRAMES_A_WRITE = 100;

/** An event without what the room adds: its number and its time. @typedef {{ verb: string, from?: string, by?: string, [field: string]: unknown }} Event */

export class Room {
  #server = net.createServer((socket) => this.#meet(socket));
  /** @type {Set<net.Socket>} */
  #sockets = new Set();
  #seq = 0;

  /** @returns {Promise<Room>} */
  static async open() {
    const room = new Room();
    room.#server.listen(0, '127.0.0.1');
    await once(room.#server, 'listening');
    return room;
  }

  get port() {
    return /** @type {net.AddressInfo} */ (this.#server.address()).port;
  }

  /** The number that the next event gets. */
  get next() {
    return this.#seq + 1;
  }

  /**
   * Has that happen, in this order. Resolves when the last of it is on its way.
   * @param {Iterable<Event>} events
   */
  async tell(events) {
    let frames = '';
    let count = 0;
    for (const event of events) {
      frames += this.#frame(event);
      if (++count % FRAMES_A_WRITE > 0) continue;
      await this.#write(frames);
      frames = '';
    }
    await this.#write(frames);
  }

  async close() {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** @param {Event} event */
  #frame({ verb, from = 'SERVER', ...fields }) {
    return `${from}~${verb}~${JSON.stringify({ seq: ++this.#seq, at: Date.now(), by: 'm-bob', ...fields })}\n`;
  }

  /** @param {string} frames */
  async #write(frames) {
    for (const socket of this.#sockets) if (!socket.write(frames)) await once(socket, 'drain');
    // others have their turn
    await setImmediate();
  }

  /** @param {net.Socket} socket */
  #meet(socket) {
    let unread = '';
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (chunk) => {
      const lines = (unread + chunk).split('\n');
      unread = lines.pop() ?? '';
      for (const line of lines) this.#answer(socket, line);
    });
    socket.write('SERVER~Tilde/1 Benchmark - send your name, then your messages, one a line.\n');
  }

  /**
   * @param {net.Socket} socket
   * @param {string} line
   */
  #answer(socket, line) {
    const [, verb] = line.split('~', 2);
    if (verb === 'ping') socket.write('SERVER~pong~{}\n');
    if (verb === 'history') socket.write('SERVER~history~{"events":[],"more":false}\n');
    // as a server does that knows people by what they tell it
    if (verb === 'prove') socket.write('SERVER~error~{"code":"hello-first","message":"Say hello first."}\n');
    if (verb !== 'hello') return;
    const ada = { mid: 'm-ada', name: 'Ada', since: Date.now(), dialect: 'native' };
    const welcome = {
      ...{ v: 1, room: { id: 'benchmark', name: 'Benchmark', access: 'open' }, you: 'Ada', mid: 'm-ada' },
      ...{ token: 'm-ada.token', seq: this.#seq, resumed: false, oldest: 1, members: [ada] },
      ...{ limits: { rate: 5, burst: 20 }, history: [] },
    };
    socket.write(`SERVER~welcome~${JSON.stringify(welcome)}\n`);
    this.#sockets.add(socket);
  }
}
