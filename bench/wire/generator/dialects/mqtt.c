/* MQTT 3.1.1: one topic, quality of service 0. */
#include <string.h>

#include "../dialect.h"

enum { CONNECT = 0x10, CONNACK = 0x20, PUBLISH = 0x30, SUBSCRIBE = 0x82, SUBACK = 0x90 };
enum { AWAITS_CONNACK, AWAITS_SUBACK };
enum { CONNACK_BYTES = 4, SUBACK_BYTES = 5 };

static void put(struct connection *connection, const void *data, size_t length) {
  append(&connection->out, data, length);
}

static void hello(struct connection *connection) {
  size_t length = strlen(connection->name);
  put(connection, (uint8_t[]){CONNECT, (uint8_t)(12 + length)}, 2);
  /* protocol name and level, a clean session, 88 s of keep-alive, the client's id */
  put(connection, "\0\4MQTT\4\2\0\130\0", 11);
  put(connection, (uint8_t[]){(uint8_t)length}, 1);
  put(connection, connection->name, length);
  send_out(connection);
}

static bool enter(struct connection *connection) {
  struct bytes *in = &connection->in;
  if (connection->login_step == AWAITS_CONNACK) {
    if (in->length < CONNACK_BYTES || (uint8_t)in->data[0] != CONNACK) return false;
    if (!connection->receives) return true;
    memmove(in->data, in->data + CONNACK_BYTES, in->length -= CONNACK_BYTES);
    connection->login_step = AWAITS_SUBACK;
    size_t topic = strlen(TOPIC);
    put(connection, (uint8_t[]){SUBSCRIBE, (uint8_t)(5 + topic), 0, 1, 0, (uint8_t)topic}, 6);
    put(connection, TOPIC, topic + 1); /* its NUL is the wanted quality of service */
    send_out(connection);
  }
  return in->length >= SUBACK_BYTES && (uint8_t)in->data[0] == SUBACK;
}

static void say(struct connection *connection, const char *text, int length, uint32_t number) {
  (void)number;
  size_t topic = strlen(TOPIC), rest = 2 + topic + (size_t)length, head_length = 0;
  uint8_t head[8] = {PUBLISH};
  do {
    head[++head_length] = (uint8_t)((rest & 127) | (rest > 127 ? 128 : 0));
    rest >>= 7;
  } while (rest > 0);
  put(connection, head, head_length + 1);
  put(connection, (uint8_t[]){0, (uint8_t)topic}, 2);
  put(connection, TOPIC, topic);
  put(connection, text, (size_t)length);
}

const struct dialect mqtt_dialect = {"mqtt", false, hello, enter, say, NULL};
