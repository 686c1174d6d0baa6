import assert from 'node:assert/strict';
import { nameKeys } from '../../../../src/protocol/names/nameKeys';

describe('names that look alike', () => {
  const isOne = (a: string, b: string) => nameKeys(a).some((key) => nameKeys(b).includes(key));

  for (const [a, b] of [
    ['scope', 'ѕсоре'],
    ['Ivan', 'lvan'],
    ['tom', 'ТОМ'],
    ['Mary', 'rnary'],
    ['ſrank', 'frank'],
    ['bob', '“bob”'],
    ['zoe', 'zoe.'],
    ['BOBA', 'вова'],
    ['O0', 'oO'],
    ['علی\u200cرضا', 'علیرضا'],
    ['👩\u200d💻', '👩💻'],
    ['न्\u200dद', 'न्द'],
  ] as const) {
    it(`are one: ${a}, ${b}`, () => assert.ok(isOne(a, b)));
  }
  for (const [a, b] of [
    ['Ian', 'Lan'],
    ['Ali', 'All'],
    ['Anna', 'Ana'],
    ['bob', 'bob-2'],
    ['José', 'Jose'],
    ['Иван', 'Ivan'],
    ['😀', '😁'],
    ['.', '!'],
  ] as const) {
    it(`are two: ${a}, ${b}`, () => assert.ok(!isOne(a, b)));
  }
});
