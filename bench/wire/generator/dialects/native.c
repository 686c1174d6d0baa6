/* Tilde's native dialect (P-4, P-5). */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

#include "../dialect.h"

static void hello(struct connection *connection) {
  char text[96];
  snprintf(text, sizeof text, "~hello~{\"v\":1,\"name\":\"%s\"}\n", connection->name);
  send_text(connection, text);
}

static bool enter(struct connection *connection) {
  const char *welcome = memmem(connection->in.data, connection->in.length, "SERVER~welcome~", 15);
  return welcome && memchr(welcome, '\n', (size_t)(connection->in.data + connection->in.length - welcome));
}

static void say(struct connection *connection, const char *text, int length, uint32_t number) {
  /* 16 characters, like the extension's ids of 96 random bits */
  char head[64];
  int head_length = snprintf(head, sizeof head, "~say~{\"id\":\"%016u\",\"text\":\"", number);
  append(&connection->out, head, (size_t)head_length);
  append(&connection->out, text, (size_t)length);
  append(&connection->out, "\"}\n", 3);
}

/* The frame that holds the text is a say of its sender. */
static bool is_framed(const char *sender, const char *start, const char *text) {
  const char *line_end = memrchr(start, '\n', (size_t)(text - start));
  const char *frame = line_end ? line_end + 1 : start;
  char head[32];
  int length = snprintf(head, sizeof head, "%s~say~{", sender);
  return text - frame > length && memcmp(frame, head, (size_t)length) == 0 && text[-1] == '"';
}

const struct dialect native_dialect = {"native", true, hello, enter, say, is_framed};
