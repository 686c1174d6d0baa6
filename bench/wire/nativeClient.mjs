// A client of the native dialect, just enough to ask a server for its history.
import { connect } from 'node:net';
import { once } from 'node:events';

const LF = 0x0a;

export class NativeClient {
  /** @type {{ verb: string, resolve: (payload: any) => void, reject: (error: Error) => void } | undefined} */
  #awaited;
  /** @type {Buffer[]} */
  #partial = [];
  #socket;

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('close', () => this.#awaited?.reject(new Error('the connection was closed')));
    socket.on('error', () => undefined); // its close follows
  }

  /** @param {number} port of a server on loopback */
  static async connect(port) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new NativeClient(socket);
  }

  /**
   * Sends a frame, and resolves with the next one of `answer`.
   * @param {string} verb
   * @param {object} payload
   * @param {string} answer a verb
   * @returns {Promise<any>} its payload
   */
  ask(verb, payload, answer) {
    this.#socket.write(`~${verb}~${JSON.stringify(payload)}\n`);
    return new Promise((resolve, reject) => (this.#awaited = { verb: answer, resolve, reject }));
  }

  close() {
    this.#socket.destroy();
  }

  /** @param {Buffer} chunk */
  #take(chunk) {
    let from = 0;
    for (let end; (end = chunk.indexOf(LF, from)) !== -1; from = end + 1) {
      const line = Buffer.concat([...this.#partial, chunk.subarray(from, end)]).toString();
      this.#partial = [];
      this.#frame(line);
    }
    if (from < chunk.length) this.#partial.push(chunk.subarray(from));
  }

  /** @param {string} line */
  #frame(line) {
    const [, verb, payload = ''] = /^[^~]*~([^~]*)~(.*)$/s.exec(line) ?? [];
    const awaited = this.#awaited;
    if (!awaited || (verb !== awaited.verb && verb !== 'error')) return;
    this.#awaited = undefined;
    if (verb === 'error') awaited.reject(new Error(payload));
    else awaited.resolve(JSON.parse(payload));
  }
}
