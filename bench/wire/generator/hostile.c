#include "hostile.h"

#include <sys/socket.h>

#include "clock.h"
#include "payload.h"

enum { JUNK_BYTES_A_SECOND = 256 << 10, JUNK_AT_ONCE = 4096 };

const uint64_t JUNK_EVERY_NS = NANOSECONDS * JUNK_AT_ONCE / JUNK_BYTES_A_SECOND;

void reset_all(struct crowd *crowd) {
  for (int i = 0; i < crowd->count; i++) {
    struct connection *connection = &crowd->connections[i];
    if (connection->role == RESETTING && connection->stage != CLOSED) reset_connection(connection);
  }
}

static uint64_t random_number(void) {
  static uint64_t state = 88172645463325252ull; /* the same in every run */
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

/* Returns how much the kernel has taken. */
static size_t pour(struct connection *connection) {
  static char junk[JUNK_AT_ONCE];
  for (size_t i = 0; i < sizeof junk; i++) {
    char byte = (char)random_number();
    /* what is relayed of it must not look like a text of ours */
    junk[i] = byte == PAYLOAD_START ? '[' : byte;
  }
  /* what the kernel refuses now is not owed later */
  ssize_t taken = send(connection->socket, junk, sizeof junk, MSG_NOSIGNAL | MSG_DONTWAIT);
  return taken < 0 ? 0 : (size_t)taken;
}

void pour_junk(struct crowd *crowd) {
  for (int i = crowd->to_join; i < crowd->count; i++) {
    struct connection *connection = &crowd->connections[i];
    if (connection->stage == ENTERING) crowd->tally.junk_bytes += pour(connection);
  }
}
