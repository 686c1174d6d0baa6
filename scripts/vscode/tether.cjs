// Preloaded (`node --require`) into a process that must not outlive the one that started it, however that one
// ended: SIGKILL too, after which nobody is left to clean up.
const LOOK_EVERY_MS = 1000;
const parent = process.ppid;

function parentIsGone() {
  if (process.ppid !== parent) return true; // POSIX: an orphan is given a new parent
  try {
    process.kill(parent, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH'; // Windows keeps the old number
  }
}

setInterval(() => {
  if (parentIsGone()) process.exit(0);
}, LOOK_EVERY_MS).unref();
