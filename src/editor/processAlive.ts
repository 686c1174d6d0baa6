/** Whether a process of that number runs on this computer, whoever's it is. */
export function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // somebody else's, or one with more rights: it is there all the same
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
