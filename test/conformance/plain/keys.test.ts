import assert from 'node:assert/strict';
import { Peer, SeedPeer, joinLine } from '../support/peer';
import { useServer } from '../support/useServer';
import { Witness } from '../support/witness';

const NOT_SOON = '600000';
// spaced so far apart that also a test which is held up reads each frame by itself
const QUIET = ['--rate', '0', '--join-delay-ms', '0', '--seed-spacing-ms', '120'];
const GREETING = 'SERVER~Tilde/1 Lab - send your name, then your messages, one a line.\n';

/** What is pressed to type this. */
const keysOf = (text: string) => Array.from(text);

describe('P-3.7 programs that send each key by itself', () => {
  const port = useServer(...QUIET, '--greet-after-ms', '1', '--key-timeout-ms', NOT_SOON);
  let witness: Witness;
  before(async () => (witness = await Witness.join(port())));

  /** Somebody who waits for the greeting, and then types; each key arrives before the next is pressed. */
  async function type(...keys: string[]): Promise<Peer> {
    const peer = await Peer.connect(port());
    await peer.until(GREETING);
    for (const key of keys) {
      await peer.send(key);
      await witness.fence();
    }
    return peer;
  }

  for (const [what, keys, name, said] of [
    ['CR LF in one', [...keysOf('carol'), '\r\n', ...keysOf('hi!'), '\r\n'], 'carol', 'hi!'],
    [
      'CR and LF by themselves',
      [...keysOf('dave'), '\r', '\n', ...keysOf('hello'), '\r', '\n'],
      'dave',
      'hello',
    ],
    ['CR and NUL', [...keysOf('ellen'), '\r\0', ...keysOf('a b'), '\r', '\0'], 'ellen', 'a b'],
    ['CR', [...keysOf('fred'), '\r', ...keysOf('x'), '\r'], 'fred', 'x'],
    ['LF', [...keysOf('gina'), '\n', ...keysOf('yo'), '\n'], 'gina', 'yo'],
    ['what else came in one packet', ['h', 'an', 'na\r\nhi\r\n'], 'hanna', 'hi'],
    [
      'characters of several bytes',
      [...keysOf('zoë🙂'), '\r\n', ...keysOf('grüße'), '\r\n'],
      'zoë🙂',
      'grüße',
    ],
  ] as const) {
    it(`P-3.7 P-1.2 P-1.7 are line peers, with ${what} for Enter`, async () => {
      const peer = await type(...keys);
      await witness.sees(`${name}~${said}`);
      assert.deepEqual(
        witness.lines.filter((line) => line.includes(name)),
        [`SERVER~Welcoming ${name} to the chat!`, `${name}~${said}`],
      );
      await peer.until(`${name}~${said}\n`);
      assert.equal(
        peer.text.replace(/witness~fence \d+\n/g, ''),
        `${GREETING}SERVER~Welcoming ${name} to the chat!\n${name}~${said}\n`,
      );
    });
  }

  it('P-3.7 take back what they take back', async () => {
    await type(
      ...keysOf('inx\bng'),
      '\x7f',
      'e',
      '\b',
      '\b',
      'e',
      's',
      '\r\n',
      ...keysOf('so🙂\bo lo'),
      '\b',
      'l',
      '\r\n',
    );
    await witness.sees('ines~soo ll');
    await type('\b', '\b', ...keysOf('jo'), '\r\n');
    await witness.sees('SERVER~Welcoming jo to the chat!');
  });

  it('P-3.7 P-2.6 choose again where the name is none', async () => {
    const peer = await type(...keysOf('a~b'), '\r\n', ...keysOf('kim'), '\r\n');
    await witness.sees('SERVER~Welcoming kim to the chat!');
    assert.equal(peer.text.match(/That name cannot be used/g)?.length, 1);
  });

  it('P-3.7 P-1.3 P-1.6 are turned away by the line like anybody', async () => {
    for (const line of ['GET / HTTP/1.1', 'HELP', 'Host: x']) {
      const peer = await type(...keysOf(line), '\r\n');
      await peer.untilGone();
      assert.match(peer.text, /400 Bad Request|another protocol/);
    }
  });

  it('P-3.7 P-1.7 a line peer’s text with a backspace is refused as ever where it comes whole', async () => {
    const line = await joinLine(port(), 'whole');
    await line.send('a\bb\n');
    await line.until('SERVER~That text has control characters in it');
  });
});

describe('P-1.7 an original client that names itself at once', () => {
  const port = useServer(...QUIET, '--greet-after-ms', NOT_SOON, '--key-timeout-ms', NOT_SOON);

  for (const name of ['J', 'z', '7', '李', 'ñ', '🦊']) {
    it(`P-1.7 P-2.2 is welcomed soon as ${name}: nobody types before the greeting`, async () => {
      const seed = await SeedPeer.join(port(), name);
      assert.equal(seed.peer.text, `SERVER~Welcoming ${name} to the chat!`);
    });
  }
});

describe('P-1.7 an original client that is slow to name itself', () => {
  const port = useServer(...QUIET, '--greet-after-ms', '1', '--key-timeout-ms', '400');
  const hasty = useServer(...QUIET, '--greet-after-ms', '1', '--key-timeout-ms', '1');

  it('P-1.7 P-2.1 is one still: each of its chunks is a message, also of one character', async () => {
    const seed = await SeedPeer.connect(port());
    await seed.peer.until(GREETING);
    await seed.say('slow');
    await seed.untilShown('[SERVER] Welcoming slow to the chat!');
    for (const text of ['hi', 'y', 'n', 'two words']) {
      await seed.say(text);
      await seed.untilShown(`[slow] ${text}`);
    }
  });

  it('P-1.7 P-2.1 is one with a name of one character, once that time is over', async () => {
    for (const name of ['c', 'é', '猫', '🙂']) {
      const seed = await SeedPeer.connect(hasty());
      await seed.peer.until(GREETING);
      await seed.say(name);
      await seed.untilShown(`[SERVER] Welcoming ${name} to the chat!`);
      await seed.say('k');
      await seed.untilShown(`[${name}] k`);
    }
  });

  it('P-1.7 P-2.1 is one with a name of one character where a longer chunk follows, name and message apart', async () => {
    const witness = await Witness.join(port(), 'w-longer');
    const seed = await SeedPeer.connect(port());
    await seed.peer.until(GREETING);
    await seed.say('q');
    await witness.fence();
    await seed.say('hello');
    await witness.sees('q~hello');
    assert.deepEqual(witness.lines, ['SERVER~Welcoming q to the chat!', 'q~hello']);
  });
});

describe('P-8.9 a plain peer that has not the name it wanted', () => {
  const port = useServer(...QUIET, '--name-grace-ms', NOT_SOON);

  it('P-8.9 P-7.4 gets it when its ghost has gone, and says so to all', async () => {
    const witness = await Witness.join(port());
    const ghost = await joinLine(port(), 'carol');
    const line = await joinLine(port(), 'Carol');
    const later = await SeedPeer.join(port(), 'carol');
    ghost.reset();
    await witness.sees('SERVER~Carol-2 is now Carol.');
    await line.send('here\n');
    await line.until('\nSERVER~carol has left the chat.\nSERVER~Carol-2 is now Carol.\nCarol~here\n');
    await later.say('me too');
    await later.untilShown('[carol-3] me too');
    line.end();
    await later.untilShown('[SERVER] carol-3 is now carol.');
  });

  it('P-8.9 gets it before who comes for it then, and what it had is free', async () => {
    const ghost = await joinLine(port(), 'dora');
    const second = await SeedPeer.join(port(), 'dora');
    const third = await joinLine(port(), 'dora-2');
    assert.match(third.text, /Welcoming dora-2-2 to/);
    ghost.end();
    await third.until('SERVER~dora-2 is now dora.\nSERVER~dora-2-2 is now dora-2.\n');
    await second.untilShown('[SERVER] dora-2-2 is now dora-2.');
    assert.match((await joinLine(port(), 'dora')).text, /Welcoming dora-3 to/);
  });
});
