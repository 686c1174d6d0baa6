#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "payload.h"

enum { MAX_SENDERS = 1000, USUAL_SENDERS = 10 };

static void usage(void) {
  fputs("usage: generator --dialect NAME --port PORT --pid PID [options]\n"
        "  --dialect NAME      line, native, irc, nats, mqtt, redis or ws\n"
        "  --port PORT         of a server on 127.0.0.1\n"
        "  --pid PID           its process: CPU time and memory are read from there\n"
        "  --members N         who gets every message (50)\n"
        "  --senders N         who speaks, in turn (10)\n"
        "  --bytes N           of a text (64)\n"
        "  --warm-up S         seconds of the same load before it is measured (0)\n"
        "  --seconds S         seconds of load (2); 0 = join only\n"
        "  --messages N        at most so many (no limit)\n"
        "  --rate N            messages a second in all; latency counts from when each was due\n"
        "  --outstanding N     without --rate: messages on their way at a time (128)\n"
        "  --joins-at-once N   connections that may be joining at a time (128)\n"
        "  --hold S            idle seconds after the joins (0.3)\n"
        "  --slow N            further members that never read\n"
        "  --resetting N       further members that reset their connection in mid-run\n"
        "  --junk N            further connections that pour random bytes\n",
        stderr);
  exit(2);
}

struct options read_options(int argc, char **argv) {
  struct options options = {
      .members = 50,
      .senders = USUAL_SENDERS,
      .bytes = 64,
      .seconds = 2,
      .messages = UINT64_MAX,
      .outstanding = 128,
      .joins_at_once = 128,
      .hold_seconds = 0.3,
  };
  enum { DIALECT, PORT, PID, MEMBERS, SENDERS, BYTES, WARM_UP, SECONDS, MESSAGES, RATE, OUTSTANDING, JOINS, HOLD,
         SLOW, RESETTING, JUNK };
  static const struct option flags[] = {
      {"dialect", required_argument, NULL, DIALECT},     {"port", required_argument, NULL, PORT},
      {"pid", required_argument, NULL, PID},             {"members", required_argument, NULL, MEMBERS},
      {"senders", required_argument, NULL, SENDERS},     {"bytes", required_argument, NULL, BYTES},
      {"warm-up", required_argument, NULL, WARM_UP},     {"seconds", required_argument, NULL, SECONDS},
      {"messages", required_argument, NULL, MESSAGES},   {"rate", required_argument, NULL, RATE},
      {"outstanding", required_argument, NULL, OUTSTANDING}, {"joins-at-once", required_argument, NULL, JOINS},
      {"hold", required_argument, NULL, HOLD},           {"slow", required_argument, NULL, SLOW},
      {"resetting", required_argument, NULL, RESETTING}, {"junk", required_argument, NULL, JUNK},
      {NULL, 0, NULL, 0},
  };
  for (int flag; (flag = getopt_long(argc, argv, "", flags, NULL)) != -1;) {
    switch (flag) {
      case DIALECT: options.dialect = optarg; break;
      case PORT: options.port = atoi(optarg); break;
      case PID: options.server_pid = atoi(optarg); break;
      case MEMBERS: options.members = atoi(optarg); break;
      case SENDERS: options.senders = atoi(optarg); break;
      case BYTES: options.bytes = atoi(optarg); break;
      case WARM_UP: options.warm_up_seconds = atof(optarg); break;
      case SECONDS: options.seconds = atof(optarg); break;
      case MESSAGES: options.messages = strtoull(optarg, NULL, 10); break;
      case RATE: options.rate = atof(optarg); break;
      case OUTSTANDING: options.outstanding = atoi(optarg); break;
      case JOINS: options.joins_at_once = atoi(optarg); break;
      case HOLD: options.hold_seconds = atof(optarg); break;
      case SLOW: options.slow = atoi(optarg); break;
      case RESETTING: options.resetting = atoi(optarg); break;
      case JUNK: options.junk = atoi(optarg); break;
      default: usage();
    }
  }
  bool makes_sense = options.dialect && options.port > 0 && options.server_pid > 0 && options.members > 0 &&
                     options.senders > 0 && options.senders <= MAX_SENDERS && options.bytes >= MIN_PAYLOAD_BYTES &&
                     options.bytes <= MAX_PAYLOAD_BYTES && options.outstanding > 0 && options.joins_at_once > 0;
  if (!makes_sense) usage();
  if (options.senders > options.members) options.senders = options.members;
  return options;
}
