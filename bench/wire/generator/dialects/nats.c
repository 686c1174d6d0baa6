/* NATS: one subject. */
#include <stdio.h>

#include "../dialect.h"

static void hello(struct connection *connection) {
  send_text(connection, "CONNECT {\"verbose\":false,\"pedantic\":false,\"lang\":\"c\",\"version\":\"1\"}\r\n");
  send_text(connection, connection->receives ? "SUB " TOPIC " 1\r\nPING\r\n" : "PING\r\n");
}

static bool enter(struct connection *connection) { return has_come(connection, "PONG"); }

static void say(struct connection *connection, const char *text, int length, uint32_t number) {
  (void)number;
  char head[32];
  int head_length = snprintf(head, sizeof head, "PUB " TOPIC " %d\r\n", length);
  append(&connection->out, head, (size_t)head_length);
  append(&connection->out, text, (size_t)length);
  append(&connection->out, "\r\n", 2);
}

const struct dialect nats_dialect = {"nats", false, hello, enter, say, NULL};
