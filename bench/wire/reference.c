/*
 * The practical limit of a fan-out: a line-dialect chat server that does the least that can be done.
 *
 *     reference PORT
 *
 * One thread, one epoll. Everything that is read in one wake-up becomes one shared chunk, and every member gets it
 * with one send(): that call, 4 to 5 microseconds in the kernel's TCP, is the cost that no server on plain sockets
 * can avoid. There are no checks, no limits worth the name, no history.
 *
 * The first line of a connection is its name, every later one goes to everybody as "name~line".
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
  MAX_NAME_BYTES = 63,
  MAX_LINE_BYTES = 1 << 16,
  CHUNK_BYTES = 1 << 16,
  READ_BYTES = 1 << 16,
  MAX_WAITING_BYTES = 64 << 20, /* for one member, before it is cut */
  CHUNKS_A_WRITE = 64,
  EVENTS_A_TURN = 1024,
  ACCEPTS_A_TURN = 256,
  BACKLOG = 4096,
};

/* Bytes that several members share; the last one frees them. */
struct chunk {
  int references;
  size_t length, capacity;
  char bytes[];
};

struct member {
  int socket;
  int place; /* in `members`; -1 before it has a name, and after its end */
  bool gone, wants_to_write;
  char name[MAX_NAME_BYTES];
  size_t name_length;
  char *partial; /* the beginning of a line whose end has not come yet */
  size_t partial_length, partial_capacity;
  struct chunk **waiting; /* a ring of what the kernel would not take yet, the oldest at `head` */
  size_t head, count, ring_capacity;
  size_t taken; /* of the oldest chunk */
  size_t waiting_bytes;
};

static int poller;
static struct member **members;
static int member_count, member_capacity;
static struct chunk *gathering;            /* what was read in this turn, to be sent at its end */
static struct member **ended;              /* freed at the end of the turn: later events may still name them */
static int ended_count, ended_capacity;

static void *must(void *memory) {
  if (memory) return memory;
  perror("reference");
  exit(1);
}

static struct chunk *new_chunk(size_t capacity) {
  struct chunk *chunk = must(malloc(sizeof *chunk + capacity));
  chunk->references = 1;
  chunk->length = 0;
  chunk->capacity = capacity;
  return chunk;
}

static void release(struct chunk *chunk) {
  if (--chunk->references == 0) free(chunk);
}

static void end_member(struct member *member) {
  if (member->gone) return;
  member->gone = true;
  close(member->socket);
  if (member->place >= 0) {
    members[member->place] = members[--member_count];
    members[member->place]->place = member->place;
  }
  if (ended_count == ended_capacity) {
    ended_capacity = ended_capacity ? 2 * ended_capacity : 64;
    ended = must(realloc(ended, ended_capacity * sizeof *ended));
  }
  ended[ended_count++] = member;
}

static void free_ended(void) {
  for (int i = 0; i < ended_count; i++) {
    struct member *member = ended[i];
    for (size_t k = 0; k < member->count; k++)
      release(member->waiting[(member->head + k) % member->ring_capacity]);
    free(member->waiting);
    free(member->partial);
    free(member);
  }
  ended_count = 0;
}

static void watch_for_writing(struct member *member, bool wanted) {
  if (member->wants_to_write == wanted) return;
  member->wants_to_write = wanted;
  struct epoll_event event = {.events = EPOLLIN | (wanted ? EPOLLOUT : 0), .data.ptr = member};
  epoll_ctl(poller, EPOLL_CTL_MOD, member->socket, &event);
}

static void grow_ring(struct member *member) {
  size_t capacity = member->ring_capacity ? 2 * member->ring_capacity : 8;
  struct chunk **ring = must(malloc(capacity * sizeof *ring));
  for (size_t i = 0; i < member->count; i++)
    ring[i] = member->waiting[(member->head + i) % member->ring_capacity];
  free(member->waiting);
  member->waiting = ring;
  member->head = 0;
  member->ring_capacity = capacity;
}

/* Keeps what the kernel did not take, from `taken` on, until it can. */
static void keep(struct member *member, struct chunk *chunk, size_t taken) {
  if (member->count == member->ring_capacity) grow_ring(member);
  if (member->count == 0) member->taken = taken;
  member->waiting[(member->head + member->count++) % member->ring_capacity] = chunk;
  chunk->references++;
  member->waiting_bytes += chunk->length - taken;
  watch_for_writing(member, true);
}

static void give(struct member *member, struct chunk *chunk) {
  if (member->count > 0) {
    if (member->waiting_bytes > MAX_WAITING_BYTES) end_member(member);
    else keep(member, chunk, 0);
    return;
  }
  ssize_t sent = send(member->socket, chunk->bytes, chunk->length, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent < 0 && errno != EAGAIN) end_member(member);
  else if (sent < (ssize_t)chunk->length) keep(member, chunk, sent < 0 ? 0 : sent);
}

/* Forgets the bytes that have left. */
static void advance(struct member *member, size_t sent) {
  member->waiting_bytes -= sent;
  while (sent > 0) {
    struct chunk *chunk = member->waiting[member->head];
    size_t left = chunk->length - member->taken;
    if (sent < left) {
      member->taken += sent;
      return;
    }
    sent -= left;
    member->taken = 0;
    member->head = (member->head + 1) % member->ring_capacity;
    member->count--;
    release(chunk);
  }
}

static void send_waiting(struct member *member) {
  while (member->count > 0) {
    struct iovec parts[CHUNKS_A_WRITE];
    size_t parts_count = 0;
    for (; parts_count < member->count && parts_count < CHUNKS_A_WRITE; parts_count++) {
      struct chunk *chunk = member->waiting[(member->head + parts_count) % member->ring_capacity];
      size_t from = parts_count == 0 ? member->taken : 0;
      parts[parts_count] = (struct iovec){chunk->bytes + from, chunk->length - from};
    }
    ssize_t sent = writev(member->socket, parts, (int)parts_count);
    if (sent < 0) {
      if (errno != EAGAIN) end_member(member);
      return;
    }
    advance(member, sent);
  }
  watch_for_writing(member, false);
}

/* Sends what was gathered to everybody: the whole fan-out. */
static void flush(void) {
  struct chunk *chunk = gathering;
  if (!chunk) return;
  gathering = NULL;
  /* backwards: who is ended makes place for the last, who has had it already */
  for (int i = member_count - 1; i >= 0; i--) give(members[i], chunk);
  release(chunk);
}

static void gather(const struct member *from, const char *text, size_t length) {
  size_t needed = from->name_length + 1 + length + 1;
  if (gathering && gathering->length + needed > gathering->capacity) flush();
  if (!gathering) gathering = new_chunk(needed > CHUNK_BYTES ? needed : CHUNK_BYTES);
  char *to = gathering->bytes + gathering->length;
  to = mempcpy(to, from->name, from->name_length);
  *to++ = '~';
  to = mempcpy(to, text, length);
  *to = '\n';
  gathering->length += needed;
}

static void enter(struct member *member, const char *name, size_t length) {
  member->name_length = length > MAX_NAME_BYTES ? MAX_NAME_BYTES : length;
  memcpy(member->name, name, member->name_length);
  flush(); /* what was said before is not for the newcomer */
  if (member_count == member_capacity) {
    member_capacity = member_capacity ? 2 * member_capacity : 256;
    members = must(realloc(members, member_capacity * sizeof *members));
  }
  member->place = member_count;
  members[member_count++] = member;
  struct chunk *welcome = new_chunk(MAX_NAME_BYTES + 64);
  welcome->length = (size_t)snprintf(welcome->bytes, welcome->capacity, "SERVER~Welcoming %.*s to the chat!\n",
                                     (int)member->name_length, member->name);
  give(member, welcome);
  release(welcome);
}

static void take_line(struct member *member, const char *line, size_t length) {
  if (length > 0 && line[length - 1] == '\r') length--;
  if (length == 0) return;
  if (member->place < 0) enter(member, line, length);
  else gather(member, line, length);
}

static void keep_partial(struct member *member, const char *bytes, size_t length) {
  size_t needed = member->partial_length + length;
  if (needed > MAX_LINE_BYTES) {
    end_member(member);
    return;
  }
  if (needed > member->partial_capacity) {
    member->partial_capacity = needed + 256;
    member->partial = must(realloc(member->partial, member->partial_capacity));
  }
  memcpy(member->partial + member->partial_length, bytes, length);
  member->partial_length = needed;
}

static void take_bytes(struct member *member, const char *bytes, size_t length) {
  const char *end = bytes + length;
  while (!member->gone && bytes < end) {
    const char *line_end = memchr(bytes, '\n', (size_t)(end - bytes));
    if (!line_end) {
      keep_partial(member, bytes, (size_t)(end - bytes));
      return;
    }
    if (member->partial_length > 0) {
      keep_partial(member, bytes, (size_t)(line_end - bytes));
      if (!member->gone) take_line(member, member->partial, member->partial_length);
      member->partial_length = 0;
    } else {
      take_line(member, bytes, (size_t)(line_end - bytes));
    }
    bytes = line_end + 1;
  }
}

static void read_from(struct member *member) {
  static char buffer[READ_BYTES];
  ssize_t got = recv(member->socket, buffer, sizeof buffer, MSG_DONTWAIT);
  if (got > 0) take_bytes(member, buffer, (size_t)got);
  else if (got == 0 || (errno != EAGAIN && errno != EINTR)) end_member(member);
}

static void accept_all(int listener) {
  for (int i = 0; i < ACCEPTS_A_TURN; i++) {
    int socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (socket < 0) return;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    struct member *member = must(calloc(1, sizeof *member));
    member->socket = socket;
    member->place = -1;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = member};
    epoll_ctl(poller, EPOLL_CTL_ADD, socket, &event);
  }
}

static int listen_on(int port) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, BACKLOG)) {
    perror("reference: listen");
    exit(1);
  }
  return listener;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: reference PORT\n");
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);

  int listener = listen_on(atoi(argv[1]));
  poller = epoll_create1(0);
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &(struct epoll_event){.events = EPOLLIN, .data.ptr = NULL});
  for (;;) {
    static struct epoll_event events[EVENTS_A_TURN];
    int count = epoll_wait(poller, events, EVENTS_A_TURN, -1);
    for (int i = 0; i < count; i++) {
      struct member *member = events[i].data.ptr;
      if (!member) {
        accept_all(listener);
        continue;
      }
      if (!member->gone && (events[i].events & EPOLLOUT)) send_waiting(member);
      if (!member->gone && (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))) read_from(member);
    }
    flush();
    free_ended();
  }
}
