/* Tilde's line dialect (P-3), and the reference server's. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

#include "../dialect.h"

static void hello(struct connection *connection) {
  char text[32];
  snprintf(text, sizeof text, "%s\n", connection->name);
  send_text(connection, text);
}

static bool enter(struct connection *connection) {
  char welcome[64];
  snprintf(welcome, sizeof welcome, "Welcoming %s to the chat!\n", connection->name);
  return has_come(connection, welcome);
}

static void say(struct connection *connection, const char *text, int length, uint32_t number) {
  (void)number;
  append(&connection->out, text, (size_t)length);
  append(&connection->out, "\n", 1);
}

/* LF, the sender's name, a tilde */
static bool is_framed(const char *sender, const char *start, const char *text) {
  size_t length = strlen(sender);
  if ((size_t)(text - start) < length + 1) return false;
  const char *name = text - 1 - length;
  return text[-1] == '~' && memcmp(name, sender, length) == 0 && (name == start || name[-1] == '\n');
}

const struct dialect line_dialect = {"line", true, hello, enter, say, is_framed};
