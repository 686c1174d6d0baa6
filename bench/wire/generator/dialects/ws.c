/* WebSocket: text messages, masked with zeros. */
#include <string.h>

#include "../dialect.h"

enum { TEXT = 0x81, MASKED = 0x80, TWO_BYTES_OF_LENGTH = 126 };

static void hello(struct connection *connection) {
  send_text(connection, "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
}

static bool enter(struct connection *connection) {
  return has_come(connection, " 101 ") && has_come(connection, "\r\n\r\n");
}

static void say(struct connection *connection, const char *text, int length, uint32_t number) {
  (void)number;
  uint8_t head[8] = {TEXT, (uint8_t)(MASKED | length)};
  size_t head_length = 2;
  if (length >= TWO_BYTES_OF_LENGTH) {
    head[1] = MASKED | TWO_BYTES_OF_LENGTH;
    head[2] = (uint8_t)(length >> 8);
    head[3] = (uint8_t)length;
    head_length = 4;
  }
  append(&connection->out, head, head_length + 4); /* the mask: zeros */
  append(&connection->out, text, (size_t)length);
}

const struct dialect ws_dialect = {"ws", true, hello, enter, say, NULL};
