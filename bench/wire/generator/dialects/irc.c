/* IRC: one channel, without its floods' brakes. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

#include "../dialect.h"

enum { REGISTERING, JOINING };

static void hello(struct connection *connection) {
  char text[96];
  const char *name = connection->name;
  snprintf(text, sizeof text, "NICK %s\r\nUSER %s 0 * :%s\r\n", name, name, name);
  send_text(connection, text);
}

static bool has(const char *line, size_t length, const char *text) {
  return memmem(line, length, text, strlen(text)) != NULL;
}

/* One line, without its LF. Returns true when that was the last to wait for. */
static bool take_line(struct connection *connection, const char *line, size_t length) {
  if (length > 5 && memcmp(line, "PING ", 5) == 0) {
    char pong[128];
    snprintf(pong, sizeof pong, "PONG %.*s\n", (int)length - 5, line + 5);
    send_text(connection, pong);
  } else if (connection->login_step == REGISTERING && (has(line, length, " 376 ") || has(line, length, " 422 "))) {
    /* the message of the day has ended, or there is none */
    if (!connection->receives) return true;
    connection->login_step = JOINING;
    send_text(connection, "JOIN #" TOPIC "\r\n");
  } else if (connection->login_step == JOINING && has(line, length < 120 ? length : 120, " 366 ")) {
    /* the list of names has ended; the first one lets senders speak who are not in the channel */
    if (connection->number == 0) send_text(connection, "MODE #" TOPIC " -nt\r\n");
    return true;
  }
  return false;
}

static bool enter(struct connection *connection) {
  struct bytes *in = &connection->in;
  size_t done = 0;
  bool is_in = false;
  for (char *end; !is_in && (end = memchr(in->data + done, '\n', in->length - done)); ) {
    const char *line = in->data + done;
    done = (size_t)(end - in->data) + 1;
    is_in = take_line(connection, line, (size_t)(end - line));
  }
  memmove(in->data, in->data + done, in->length - done);
  in->length -= done;
  return is_in;
}

static void say(struct connection *connection, const char *text, int length, uint32_t number) {
  (void)number;
  append(&connection->out, "PRIVMSG #" TOPIC " :", strlen("PRIVMSG #" TOPIC " :"));
  append(&connection->out, text, (size_t)length);
  append(&connection->out, "\r\n", 2);
}

const struct dialect irc_dialect = {"irc", false, hello, enter, say, NULL};
