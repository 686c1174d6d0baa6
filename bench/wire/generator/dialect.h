#pragma once
#include <stdbool.h>

#include "connection.h"

/* How to take part in the talk of one kind of server. */
struct dialect {
  const char *name;
  /* Whether members speak and get what they said; elsewhere, senders are connections of their own. */
  bool echoes;
  /* The first words of a connection. */
  void (*hello)(struct connection *connection);
  /*
   * Looks at what has come so far, in `in`, and answers it; takes out what is done with. Returns true when the
   * connection gets every message from here on, or may send.
   */
  bool (*enter)(struct connection *connection);
  /* Appends a message to `out`. */
  void (*say)(struct connection *connection, const char *text, int length, uint32_t number);
  /*
   * Whether what stands in front of a text is what must stand there; what came before it begins at `start`. NULL:
   * nothing is asked.
   */
  bool (*is_framed)(const char *sender, const char *start, const char *text);
};

/* NULL if there is none of that name. */
const struct dialect *find_dialect(const char *name);

/* What rooms, topics and channels are called. */
#define TOPIC "x"

/* Whether `in` has these bytes. */
bool has_come(const struct connection *connection, const char *text);

extern const struct dialect line_dialect, native_dialect, irc_dialect, nats_dialect, mqtt_dialect, redis_dialect,
    ws_dialect;
