#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of any number. */
struct bytes {
  char *data;
  size_t length, capacity;
};

void append(struct bytes *bytes, const void *data, size_t length);

/* What a connection is there for. */
enum role {
  MEMBER,
  SLOW,      /* joins, then never reads */
  RESETTING, /* joins, resets in mid-run */
  JUNK,      /* pours random bytes */
};

enum stage { CONNECTING, ENTERING, READY, CLOSED };

struct connection {
  int socket;
  int number;
  enum role role;
  enum stage stage;
  bool receives;      /* each message; otherwise it only sends */
  int login_step;     /* of its dialect's */
  char name[16];
  uint32_t *expected; /* for each sender, the number of its next message */
  struct bytes in;    /* what has come and is not complete yet */
  struct bytes out;   /* what is to be sent, from `out_sent` on */
  size_t out_sent;
  bool waits_for_room;
};

void start_epoll(void);

/* Waits for events, at most `timeout_us`. Returns how many; each one's connection is in `data.ptr`. */
struct epoll_event;
int wait_for_events(struct epoll_event *events, int capacity, int64_t timeout_us);

/* Begins to connect to 127.0.0.1:port. */
void open_connection(struct connection *connection, int port);

/* Whether it is connected now; false, too, when that has failed and it is closed. */
bool has_connected(struct connection *connection);

/* Sends what is in `out`, as far as the kernel takes it; the rest when there is room again. */
void send_out(struct connection *connection);

/* Appends to `out`, and sends it. */
void send_text(struct connection *connection, const char *text);

/* Asks for no more events: this one never reads. */
void stop_reading(struct connection *connection);

void close_connection(struct connection *connection);

/* Closes with a reset. */
void reset_connection(struct connection *connection);
