#pragma once

/* CPU seconds that a process has used, in user space and in the kernel. */
double cpu_seconds_of(int pid);

/* Memory of a process in KiB: `key` is "VmRSS" (now) or "VmHWM" (the most it ever had). */
long memory_kib_of(int pid, const char *key);

/* How often a process has called write() and its like, in vain or not; the kernel does not count send(). */
long write_calls_of(int pid);
