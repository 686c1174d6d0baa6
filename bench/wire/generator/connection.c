#define _GNU_SOURCE
#include "connection.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "memory.h"

enum { SLOW_RECEIVE_BUFFER = 4096 };

static int poller;

void append(struct bytes *bytes, const void *data, size_t length) {
  if (bytes->length + length > bytes->capacity) {
    bytes->capacity = 2 * (bytes->length + length);
    bytes->data = must(realloc(bytes->data, bytes->capacity));
  }
  memcpy(bytes->data + bytes->length, data, length);
  bytes->length += length;
}

void start_epoll(void) { poller = epoll_create1(0); }

int wait_for_events(struct epoll_event *events, int capacity, int64_t timeout_us) {
  struct timespec timeout = {timeout_us / 1000000, (timeout_us % 1000000) * 1000};
  return epoll_pwait2(poller, events, capacity, &timeout, NULL);
}

static void watch(struct connection *connection, uint32_t events, int operation) {
  struct epoll_event event = {.events = events, .data.ptr = connection};
  epoll_ctl(poller, operation, connection->socket, &event);
}

static void wait_for_room(struct connection *connection, bool wanted) {
  if (connection->waits_for_room == wanted) return;
  connection->waits_for_room = wanted;
  watch(connection, EPOLLIN | (wanted ? EPOLLOUT : 0), EPOLL_CTL_MOD);
}

void open_connection(struct connection *connection, int port) {
  connection->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (connection->socket < 0) {
    perror("generator: socket");
    exit(2);
  }
  setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
  if (connection->role == SLOW)
    setsockopt(connection->socket, SOL_SOCKET, SO_RCVBUF, &(int){SLOW_RECEIVE_BUFFER}, sizeof(int));
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  connection->stage = CONNECTING;
  connection->waits_for_room = true;
  if (connect(connection->socket, (struct sockaddr *)&address, sizeof address) != 0 && errno != EINPROGRESS) {
    close_connection(connection);
    return;
  }
  watch(connection, EPOLLIN | EPOLLOUT, EPOLL_CTL_ADD);
}

bool has_connected(struct connection *connection) {
  int error = 0;
  getsockopt(connection->socket, SOL_SOCKET, SO_ERROR, &error, &(socklen_t){sizeof error});
  if (error == 0) return true;
  close_connection(connection);
  return false;
}

void send_out(struct connection *connection) {
  struct bytes *out = &connection->out;
  while (connection->out_sent < out->length) {
    ssize_t sent = send(connection->socket, out->data + connection->out_sent, out->length - connection->out_sent,
                        MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
      connection->out_sent += (size_t)sent;
    } else if (errno == EAGAIN) {
      wait_for_room(connection, true);
      return;
    } else if (errno != EINTR) {
      close_connection(connection);
      return;
    }
  }
  connection->out_sent = out->length = 0;
  wait_for_room(connection, false);
}

void send_text(struct connection *connection, const char *text) {
  append(&connection->out, text, strlen(text));
  send_out(connection);
}

void stop_reading(struct connection *connection) { watch(connection, 0, EPOLL_CTL_MOD); }

void close_connection(struct connection *connection) {
  connection->stage = CLOSED;
  close(connection->socket);
}

void reset_connection(struct connection *connection) {
  struct linger at_once = {.l_onoff = 1, .l_linger = 0};
  setsockopt(connection->socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close_connection(connection);
}
