#include "crowd.h"

#include <stdio.h>
#include <sys/epoll.h>

#include "clock.h"
#include "memory.h"
#include "receiver.h"

enum { EVENTS_A_TURN = 1024, TURN_US = 20000, JOIN_SECONDS = 60 };

static enum role role_of(const struct options *options, int place) {
  if (place < options->slow) return SLOW;
  if (place < options->slow + options->resetting) return RESETTING;
  return JUNK;
}

struct crowd gather_crowd(const struct options *options, const struct dialect *dialect) {
  int peaceful = options->members + (dialect->echoes ? 0 : options->senders);
  struct crowd crowd = {
      .options = options,
      .dialect = dialect,
      .count = peaceful + options->slow + options->resetting + options->junk,
      .to_join = peaceful + options->slow + options->resetting,
      .senders = must(calloc((size_t)options->senders, sizeof(struct connection *))),
      .sent = must(calloc((size_t)options->senders, sizeof(uint32_t))),
      .origin_ns = now_ns(),
  };
  crowd.connections = must(calloc((size_t)crowd.count, sizeof *crowd.connections));
  for (int i = 0; i < crowd.count; i++) {
    struct connection *connection = &crowd.connections[i];
    connection->number = i;
    connection->role = i < peaceful ? MEMBER : role_of(options, i - peaceful);
    connection->receives = i < options->members || i >= peaceful;
    connection->expected = must(calloc((size_t)options->senders, sizeof(uint32_t)));
    snprintf(connection->name, sizeof connection->name, "u%04d", i);
  }
  int first_sender = dialect->echoes ? 0 : options->members;
  for (int i = 0; i < options->senders; i++) crowd.senders[i] = &crowd.connections[first_sender + i];
  start_epoll();
  return crowd;
}

bool join_crowd(struct crowd *crowd) {
  const struct options *options = crowd->options;
  uint64_t deadline = now_ns() + JOIN_SECONDS * NANOSECONDS;
  int opened = 0;
  while (crowd->joined < crowd->to_join) {
    while (opened < crowd->to_join && opened - crowd->joined < options->joins_at_once)
      open_connection(&crowd->connections[opened++], options->port);
    handle_events(crowd, TURN_US);
    if (now_ns() > deadline || closed_of(crowd, MEMBER) > 0) return false;
  }
  while (opened < crowd->count) open_connection(&crowd->connections[opened++], options->port);
  return true;
}

static void connected(struct crowd *crowd, struct connection *connection) {
  if (!has_connected(connection)) return;
  connection->stage = ENTERING;
  if (connection->role == JUNK) send_out(connection);
  else crowd->dialect->hello(connection);
}

static void handle(struct crowd *crowd, struct connection *connection, uint32_t events) {
  if (connection->stage == CLOSED) return;
  if (connection->stage == CONNECTING) connected(crowd, connection);
  else if (events & EPOLLOUT) send_out(connection);
  if (connection->stage == CLOSED || !(events & (EPOLLIN | EPOLLHUP | EPOLLERR))) return;
  /* who never reads learns of its end only */
  if (connection->role == SLOW && connection->stage == READY) close_connection(connection);
  else receive(crowd, connection);
}

void handle_events(struct crowd *crowd, int64_t timeout_us) {
  static struct epoll_event events[EVENTS_A_TURN];
  int count = wait_for_events(events, EVENTS_A_TURN, timeout_us);
  for (int i = 0; i < count; i++) handle(crowd, events[i].data.ptr, events[i].events);
}

void idle(struct crowd *crowd, double seconds) {
  uint64_t end = now_ns() + (uint64_t)(seconds * 1e9);
  while (now_ns() < end) handle_events(crowd, TURN_US);
}

uint64_t lost_deliveries(const struct crowd *crowd) {
  uint64_t lost = crowd->tally.skipped;
  for (int i = 0; i < crowd->options->members; i++) {
    for (int s = 0; s < crowd->options->senders; s++) lost += crowd->sent[s] - crowd->connections[i].expected[s];
  }
  return lost;
}

int closed_of(const struct crowd *crowd, enum role role) {
  int closed = 0;
  for (int i = 0; i < crowd->count; i++) {
    const struct connection *connection = &crowd->connections[i];
    closed += connection->role == role && connection->stage == CLOSED;
  }
  return closed;
}
