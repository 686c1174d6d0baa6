#define _GNU_SOURCE
#include "dialect.h"

#include <string.h>

const struct dialect *find_dialect(const char *name) {
  static const struct dialect *const all[] = {&line_dialect, &native_dialect, &irc_dialect, &nats_dialect,
                                              &mqtt_dialect, &redis_dialect,  &ws_dialect};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    if (strcmp(all[i]->name, name) == 0) return all[i];
  }
  return NULL;
}

bool has_come(const struct connection *connection, const char *text) {
  return memmem(connection->in.data, connection->in.length, text, strlen(text)) != NULL;
}
