import assert from 'node:assert/strict';
import { type DetectedProtocol, detectDialect } from '../../../../src/protocol/dialects/dialect';

describe('the first chunk', () => {
  const rows: [string, DetectedProtocol][] = [
    ['~', 'native'],
    ['~hello~{}\n', 'native'],
    ['~GET / HTTP/1.1\n', 'native'],
    ['ann\n', 'line'],
    ['ann\r\nhi\r\n', 'line'],
    ['\n', 'line'],
    ['ann', 'seed'],
    ['Zoë', 'seed'],
    ['ann~', 'seed'],
    ['\xff', 'seed'],
    ['GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'http'],
    ['POST /a?b=c HTTP/2', 'http'],
    ['OPTIONS * HTTP/1.1\n', 'http'],
    [`GET /${'x'.repeat(5000)} HTTP/1.1\r\n`, 'http'],
    ['GET / HTT', 'http'],
    ['get / HTTP/1.1\n', 'http'],
    ['GET  / HTTP/1.1\n', 'http'],
    ['patch /x', 'http'],
    ['\r\nb-2 http:/', 'http'],
    ['CONNECT a:1', 'http'],
    ['connect a:1', 'http'],
    ['x any HTTP/9', 'http'],
    [`GET /${'x'.repeat(70_000)}`, 'http'],
    ['Ann http', 'seed'],
    ['Ann *x', 'seed'],
    ['Host: x\n', 'other'],
    ['10:30', 'seed'],
    ['NICK\n', 'other'],
    ['Nick\n', 'line'],
    ['NICKY\n', 'line'],
    ['ehlo x\n', 'other'],
    ['get it on', 'seed'],
    ['a\0b\n', 'line'],
    ['a\0\x01b\n', 'other'],
    ['\x03\0', 'other'],
    ['\b\x7f\n', 'line'],
    ['\x1b[A', 'seed'],
    ['\xff\xfd\x01', 'other'],
    ['\xffA', 'seed'],
    ['\n\n', 'other'],
    ['\nann\n\n', 'line'],
    ['\x16\x03\x01', 'tls'],
    ['\x16', 'tls'],
  ];
  for (const [chunk, knock] of rows) {
    it(`${JSON.stringify(chunk.slice(0, 40))} is ${knock}`, () => {
      assert.equal(detectDialect(Buffer.from(chunk, 'latin1')), knock);
    });
  }
});
