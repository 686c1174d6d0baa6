// Runs inside the extension host, before the real test entry: lets all that is printed there go straight to a
// file, free of the log lines of the workbench through which it would otherwise come.
const fs = require('node:fs');
const { Writable } = require('node:stream');
const { format } = require('node:util');

exports.run = async () => {
  const file = fs.openSync(process.env.TILDE_TEST_OUTPUT, 'a');
  const print = (text) => fs.writeSync(file, text);
  // The extension host guards these: an assignment is ignored, a definition is not.
  const define = (target, key, value) =>
    Object.defineProperty(target, key, { configurable: true, writable: true, value });
  for (const level of ['log', 'info', 'warn', 'error', 'debug']) {
    define(console, level, (...values) => print(`${format(...values)}\n`));
  }
  for (const stream of ['stdout', 'stderr']) {
    define(
      process,
      stream,
      new Writable({
        decodeStrings: false,
        write(text, _encoding, done) {
          print(text);
          done();
        },
      }),
    );
  }
  await require(process.env.TILDE_TEST_ENTRY).run();
};
