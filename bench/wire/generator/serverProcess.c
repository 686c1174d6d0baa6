#include "serverProcess.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double cpu_seconds_of(int pid) {
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

long memory_kib_of(int pid, const char *key) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  FILE *status = fopen(path, "r");
  if (!status) return 0;
  long kib = 0;
  while (kib == 0 && fgets(line, sizeof line, status)) {
    if (strncmp(line, key, strlen(key)) == 0) kib = atol(line + strlen(key) + 1);
  }
  fclose(status);
  return kib;
}
