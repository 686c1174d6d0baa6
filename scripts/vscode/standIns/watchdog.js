// Plain stand-in for the native @vscode/native-watchdog: ends this process once its parent is gone.
const LOOK_EVERY_MS = 1000;

exports.start = (pid) => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch (error) {
      if (error.code === 'ESRCH') process.exit(87);
    }
  }, LOOK_EVERY_MS).unref();
};
exports.exit = (code) => process.exit(code);
