#include "receiver.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "clock.h"
#include "payload.h"

enum {
  READ_BYTES = 1 << 18,
  READS_A_TURN = 4,
  CONTEXT_BYTES = 512, /* kept in front of a text that is not complete: its frame's head */
};

static void deliver(struct crowd *crowd, struct connection *connection, struct payload payload, uint64_t now) {
  struct tally *tally = &crowd->tally;
  uint32_t *expected = &connection->expected[payload.sender];
  if (payload.number < *expected) {
    tally->repeated++;
    return;
  }
  tally->skipped += payload.number - *expected;
  *expected = payload.number + 1;
  tally->deliveries++;
  tally->last_delivery_ns = now;
  uint64_t sent_ns = crowd->origin_ns + payload.sent_ns;
  add_latency(&tally->latency, now > sent_ns ? now - sent_ns : 0);
}

/* Takes one text. Returns false if it is none. */
static bool take_text(struct crowd *crowd, struct connection *connection, const char *start, const char *text,
                      uint64_t now) {
  struct payload payload;
  if (!read_payload(text, (size_t)crowd->options->bytes, &payload)) return false;
  if ((int)payload.sender >= crowd->options->senders || payload.number >= crowd->sent[payload.sender]) return false;
  bool (*is_framed)(const char *, const char *, const char *) = crowd->dialect->is_framed;
  if (is_framed && !is_framed(crowd->senders[payload.sender]->name, start, text)) crowd->tally.misframed++;
  deliver(crowd, connection, payload, now);
  return true;
}

/* Takes all texts that are complete. Returns how many bytes are done with. */
static size_t take_texts(struct crowd *crowd, struct connection *connection, const char *bytes, size_t length) {
  const char *end = bytes + length, *done = bytes, *look_from = bytes;
  uint64_t now = now_ns();
  size_t size = (size_t)crowd->options->bytes;
  for (;;) {
    const char *text = memchr(look_from, PAYLOAD_START, (size_t)(end - look_from));
    if (!text || (size_t)(end - text) < size) {
      const char *keep_from = text ? text : end;
      return (size_t)((keep_from - done > CONTEXT_BYTES ? keep_from - CONTEXT_BYTES : done) - bytes);
    }
    if (take_text(crowd, connection, bytes, text, now)) {
      look_from = done = text + size;
    } else {
      crowd->tally.damaged++;
      look_from = text + 1;
    }
  }
}

static void enter(struct crowd *crowd, struct connection *connection) {
  if (!crowd->dialect->enter(connection)) return;
  connection->stage = READY;
  connection->in.length = 0;
  crowd->joined++;
  if (connection->role == SLOW) stop_reading(connection);
}

void receive(struct crowd *crowd, struct connection *connection) {
  static char buffer[READ_BYTES];
  struct bytes *in = &connection->in;
  for (int i = 0; i < READS_A_TURN && connection->stage != CLOSED; i++) {
    size_t kept = connection->stage == READY ? in->length : 0;
    if (kept > 0) memcpy(buffer, in->data, kept);
    ssize_t got = recv(connection->socket, buffer + kept, sizeof buffer - kept, MSG_DONTWAIT);
    if (got <= 0) {
      if (got == 0 || (errno != EAGAIN && errno != EINTR)) close_connection(connection);
      return;
    }
    bool filled = (size_t)got == sizeof buffer - kept;
    if (connection->role == JUNK) {
      /* whatever the server says to it */
    } else if (connection->stage == ENTERING) {
      append(in, buffer, (size_t)got);
      enter(crowd, connection);
    } else if (connection->role == MEMBER && connection->receives) {
      size_t length = kept + (size_t)got;
      size_t done = take_texts(crowd, connection, buffer, length);
      in->length = 0;
      append(in, buffer + done, length - done);
    }
    if (!filled) return;
  }
}
