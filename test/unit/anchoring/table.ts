// Code that moved, and where it is now. In both versions, each line is one between spaces; of the first, the lines that are
// sent stand between `<` and `>`. What is expected: the lines in the second version, as `start-end match`, or `uncertain`, `gone`.

/** By kind: what happened -> the two versions, and what is to be found. */
export const TABLE: Readonly<
  Record<string, readonly (readonly [what: string, before: string, after: string, expected: string])[]>
> = {
  'code that is as it was': [
    [
      'nothing changed',
      `
function sum(numbers) {
  let total = 0;
<  for (const number of numbers) total += number;>
  return total;
}`,
      `
function sum(numbers) {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}`,
      '4-4 exact',
    ],
    [
      'lines were put in above and below',
      `
function sum(numbers) {
<  let total = 0;
  for (const number of numbers) total += number;>
  return total;
}`,
      `
// All that counts.

/** Adds. */
function sum(numbers) {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

export { sum };`,
      '6-7 exact',
    ],
    [
      'imports were put in another order',
      `
import { readFile } from 'node:fs/promises';
<import path from 'node:path';>
import { parseArgs } from 'node:util';

main();`,
      `
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readFile } from 'node:fs/promises';

main();`,
      '2-2 exact',
    ],
    [
      'a function was moved below another one',
      `
<function first(value) {
  return value.at(0) ?? fallback(value);
}>

function last(value) {
  return value.at(-1) ?? fallback(value);
}`,
      `
function last(value) {
  return value.at(-1) ?? fallback(value);
}

function first(value) {
  return value.at(0) ?? fallback(value);
}`,
      '6-8 exact',
    ],
    [
      'code that ends with a blank line',
      `
const some = 1;
<const other = someThing(some);
>
export { other };`,
      `
const some = 1;

const other = someThing(some);

export { other };`,
      '4-5 exact',
    ],
  ],
  'white space': [
    [
      'the code was put into a block',
      `
open();
<const answer = await question.ask();
if (!answer) return;>
close();`,
      `
open();
try {
  const answer = await question.ask();
  if (!answer) return;
} finally {
  close();
}`,
      '4-5 normalised',
    ],
    [
      'tabs became spaces',
      `
function sum() {
\tlet total = 0;
<\tfor (const number of numbers)
\t\ttotal += number;>
\treturn total;
}`,
      `
function sum() {
    let total = 0;
    for (const number of numbers)
        total += number;
    return total;
}`,
      '4-5 normalised',
    ],
    [
      'a formatter put spaces into brackets',
      `
one();
<const { some, other } = await read({ name });>
two();`,
      `
one();
const {some, other} = await read({name});
two();`,
      '3-3 normalised',
    ],
  ],
  'code that changed': [
    [
      'a variable was renamed',
      `
function sum(numbers) {
<  let total = 0;
  for (const number of numbers) total += number;
  return total;>
}

export { sum, product };`,
      `
function sum(numbers) {
  let result = 0;
  for (const number of numbers) result += number;
  return result;
}

export { sum, product };`,
      '3-5 near',
    ],
    [
      'a line was put in',
      `
function close(reason) {
<  this.server.close();
  this.sweeper.dispose();
  for (const connection of this.connections) connection.bye(reason);>
  return this.closing;
}`,
      `
function close(reason) {
  this.server.close();
  this.sweeper.dispose();
  this.log.info('the server closes', { reason });
  for (const connection of this.connections) connection.bye(reason);
  return this.closing;
}`,
      '3-6 near',
    ],
    [
      'the only line was changed',
      `
const limits = readLimits();
<const server = createServer({ host, port });>
server.on('error', report);
server.listen();`,
      `
const limits = readLimits();
const server = createServer({ host, port, limits });
server.on('error', report);
server.listen();`,
      '3-3 near',
    ],
    [
      'a line was broken in two',
      `
const limits = readLimits();
<const server = createServer({ host: options.host, port: options.port, limits });>
server.on('error', report);
server.listen();`,
      `
const limits = readLimits();
const server = createServer({
  host: options.host, port: options.port, limits });
server.on('error', report);
server.listen();`,
      '3-4 near',
    ],
  ],
  'code that stands in several places': [
    [
      'told apart by what is around it',
      `
function first() {
  openFirst();
<  return undefined;>
}

function second() {
  openSecond();
  return undefined;
}`,
      `
function zeroth() {
  openZeroth();
  return undefined;
}

function first() {
  openFirst();
  return undefined;
}

function second() {
  openSecond();
  return undefined;
}`,
      '9-9 exact',
    ],
    [
      'the closing bracket of one function',
      `
function first() {
  openFirst();
}

function second() {
  openSecond();
<}>

function third() {
  openThird();
}`,
      `
function second() {
  openSecond();
}

function third() {
  openThird();
}`,
      '4-4 exact',
    ],
    [
      'copied to below after it was sent',
      `
function start() {
  prepareAll();
<  await connect(address, port);>
  announceAll();
}`,
      `
function start() {
  prepareAll();
  await connect(address, port);
  announceAll();
}

function restart() {
  stopAll();
  await connect(address, port);
  resumeAll();
}`,
      '4-4 exact',
    ],
    [
      'the same one of as many alike',
      `
row(1);
row(1);
<row(1);>
row(1);
row(1);`,
      `
row(1);
row(1);
row(1);
row(1);
row(1);`,
      '4-4 exact',
    ],
    [
      'one of many alike that are not as many any more',
      `
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
<row(1);>
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);`,
      `
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);
row(1);`,
      'uncertain',
    ],
  ],
  'code that was deleted': [
    [
      'all of it',
      `
function first() {
  openFirst();
}

<function second() {
  openSecond();
}>

function third() {
  openThird();
}`,
      `
function first() {
  openFirst();
}

function third() {
  openThird();
}`,
      'gone',
    ],
    [
      'and its twin is left',
      `
function first() {
  openFirst();
<  return undefined;>
}

function second() {
  openSecond();
  return undefined;
}`,
      `
function first() {
  openFirst();
}

function second() {
  openSecond();
  return undefined;
}`,
      'uncertain',
    ],
    [
      'and something like it stands elsewhere',
      `
import { a } from 'a';
<const readName = (file) => parse(readFileSync(path.join(folder, file), 'utf8')).name;>

export function main() {
  run(readName('x'));
}`,
      `
import { a } from 'a';

export function main() {
  run(readName('x'));
}

export function other() {
  stop();
  const readSize = (file) => parse(readFileSync(path.join(folder, file), 'utf8')).size;
}`,
      'gone',
    ],
  ],
};
