#pragma once
#include <stdbool.h>
#include <stdint.h>

/* What one measurement does; main.c says what each is in its usage. */
struct options {
  const char *dialect;
  int port;
  int server_pid;
  int members;
  int senders;
  int bytes;
  double warm_up_seconds;
  double seconds;
  uint64_t messages;  /* UINT64_MAX = as many as fit into the time */
  double rate;        /* messages a second in all; 0 = as fast as `outstanding` allows */
  int outstanding;
  int joins_at_once;
  double hold_seconds;
  int slow, resetting, junk;
};

/* Reads the command line; ends the process with a usage when it makes no sense. */
struct options read_options(int argc, char **argv);
