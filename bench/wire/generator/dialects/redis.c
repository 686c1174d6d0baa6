/* Redis: publish and subscribe on one channel. */
#include <stdio.h>

#include "../dialect.h"

static void hello(struct connection *connection) {
  send_text(connection, connection->receives ? "*2\r\n$9\r\nSUBSCRIBE\r\n$1\r\n" TOPIC "\r\n"
                                             : "*1\r\n$4\r\nPING\r\n");
}

static bool enter(struct connection *connection) {
  return has_come(connection, connection->receives ? ":1\r\n" : "PONG");
}

static void say(struct connection *connection, const char *text, int length, uint32_t number) {
  (void)number;
  char head[64];
  int head_length = snprintf(head, sizeof head, "*3\r\n$7\r\nPUBLISH\r\n$1\r\n" TOPIC "\r\n$%d\r\n", length);
  append(&connection->out, head, (size_t)head_length);
  append(&connection->out, text, (size_t)length);
  append(&connection->out, "\r\n", 2);
}

const struct dialect redis_dialect = {"redis", false, hello, enter, say, NULL};
