import assert from 'node:assert/strict';
import { SeedFrames } from '../../../../src/client/link/seedFrames';

const pushed = (frames: SeedFrames, ...reads: string[]) =>
  reads
    .flatMap((read) => frames.push(read))
    .map(({ sender, text, echo }) => `${sender}|${text}${echo ? '|echo' : ''}`);

describe('SeedFrames', () => {
  it('takes one read for one frame', () => {
    assert.deepEqual(pushed(new SeedFrames('alice'), 'bob~hi', 'carol~a~b'), ['bob|hi', 'carol|a~b']);
  });

  it('takes frames apart that came together, at the names it knows', () => {
    const frames = new SeedFrames('alice');
    assert.deepEqual(pushed(frames, 'bob~hi', 'bob~onebob~twoalice~threeSERVER~bob has left the chat.'), [
      'bob|hi',
      'bob|one',
      'bob|two',
      'alice|three',
      'SERVER|bob has left the chat.',
    ]);
  });

  it('knows where a Welcome ends, and whom it names', () => {
    const frames = new SeedFrames('alice');
    assert.deepEqual(
      pushed(
        frames,
        'SERVER~Welcoming alice to the chat!SERVER~Welcoming dave to the chat!eve~yo',
        'bob~xdave~y',
      ),
      [
        'SERVER|Welcoming alice to the chat!',
        'SERVER|Welcoming dave to the chat!',
        'eve|yo',
        'bob|x',
        'dave|y',
      ],
    );
  });

  it('takes the longest of several names', () => {
    const frames = new SeedFrames('bob');
    pushed(frames, 'jimbob~hello');
    assert.deepEqual(pushed(frames, 'bob~1jimbob~2'), ['bob|1', 'jimbob|2']);
  });

  it('takes a read that names nobody for the rest of the one before', () => {
    assert.deepEqual(pushed(new SeedFrames('alice'), 'bob~a long', ' text', 'and ~ so on'), [
      'bob|a long',
      'bob| text',
      'bob|and ~ so on',
    ]);
  });

  it('puts an echo together, however it is cut', () => {
    const echo = 'alice~good morning';
    for (let cut = 'alice~'.length; cut < echo.length; cut++) {
      const frames = new SeedFrames('alice');
      frames.await(['good morning']);
      assert.deepEqual(pushed(frames, echo.slice(0, cut), `${echo.slice(cut)}Zoe~hi`), [
        'alice|good morning|echo',
        'Zoe|hi',
      ]);
    }
  });

  it('gives out what it held back when the echo is no longer awaited', () => {
    const frames = new SeedFrames('alice');
    frames.await(['good morning']);
    assert.deepEqual(pushed(frames, 'alice~good'), []);
    assert.deepEqual(frames.flush(), [{ sender: 'alice', text: 'good', echo: false }]);
  });

  it('finds an echo that stands behind another frame as the original client would print it', () => {
    const frames = new SeedFrames('alice');
    frames.await(['one', 'never']);
    assert.deepEqual(pushed(frames, 'bob~hi\n[alice] forged\n[alice] one\n[eve] yo'), [
      'bob|hi\n[alice] forged',
      'alice|one|echo',
      'alice|\n[eve] yo',
    ]);
  });

  it('is not misled by names with characters that patterns know', () => {
    const frames = new SeedFrames('a.b');
    pushed(frames, '(x|y)~hi');
    assert.deepEqual(pushed(frames, '(x|y)~oneaxb~twoa.b~three'), ['(x|y)|oneaxb~two', 'a.b|three']);
  });
});
