#pragma once
#include "connection.h"
#include "dialect.h"
#include "latency.h"
#include "options.h"

/* What has come of all that was sent. */
struct tally {
  uint64_t deliveries;
  uint64_t last_delivery_ns;
  struct latency latency;
  /* faults: a number that was passed over, one that came again or too late, a changed text, a wrong frame */
  uint64_t skipped, repeated, damaged, misframed;
  uint64_t junk_bytes; /* poured, as far as the kernel took them */
};

/* Everybody who is connected, and what they said and heard. */
struct crowd {
  const struct options *options;
  const struct dialect *dialect;
  struct connection *connections; /* members (and senders, where these are apart), then slow, resetting, junk */
  int count;
  int to_join, joined;
  struct connection **senders;
  uint32_t *sent; /* by each of them */
  uint64_t sent_total;
  uint64_t origin_ns; /* texts count time from here: it has to fit */
  struct tally tally;
};

struct crowd gather_crowd(const struct options *options, const struct dialect *dialect);

/* Connects everybody. Returns false if somebody was turned away, or it took too long. */
bool join_crowd(struct crowd *crowd);

/* Handles what has happened, after waiting for at most `timeout_us`. */
void handle_events(struct crowd *crowd, int64_t timeout_us);

/* Does nothing but to handle what happens. */
void idle(struct crowd *crowd, double seconds);

/* Deliveries that are still due or will never come. */
uint64_t lost_deliveries(const struct crowd *crowd);

/* How many of a role have lost their connection. */
int closed_of(const struct crowd *crowd, enum role role);
