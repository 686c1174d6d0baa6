#include "load.h"

#include "clock.h"
#include "hostile.h"
#include "payload.h"

enum {
  STALL_SECONDS = 5,
  TURN_US = 20000,
  HOSTILE_TURN_US = 1000,
  MESSAGES_A_TURN = 4096,
  WAITING_BYTES = 1 << 16, /* of one sender, before the others go on without it */
};

static const uint64_t NEVER = UINT64_MAX;

/* One run of load, as far as it has come. */
struct run {
  struct crowd *crowd;
  uint64_t start_ns, stop_ns;
  uint64_t sent_before, deliveries_before; /* in earlier runs */
  uint64_t messages;
  uint64_t junk_due_ns, resets_due_ns;
  int next_sender;
};

static uint64_t sent(const struct run *run) { return run->crowd->sent_total - run->sent_before; }
static uint64_t delivered(const struct run *run) { return run->crowd->tally.deliveries - run->deliveries_before; }
static uint64_t expected(const struct run *run) { return sent(run) * (uint64_t)run->crowd->options->members; }

static bool is_sending(const struct run *run, uint64_t now) {
  return now < run->stop_ns && sent(run) < run->messages;
}

/* The next message is of the next sender. */
static void say(struct run *run, uint64_t sent_ns) {
  struct crowd *crowd = run->crowd;
  int sender = run->next_sender;
  run->next_sender = (sender + 1) % crowd->options->senders;
  struct payload payload = {(uint32_t)sender, crowd->sent[sender], sent_ns - crowd->origin_ns};
  static char text[MAX_PAYLOAD_BYTES];
  write_payload(text, (size_t)crowd->options->bytes, payload);
  crowd->dialect->say(crowd->senders[sender], text, crowd->options->bytes, payload.number);
  crowd->sent[sender]++;
  crowd->sent_total++;
}

static uint64_t next_due_ns(const struct run *run) {
  return run->start_ns + (uint64_t)((double)sent(run) * 1e9 / run->crowd->options->rate);
}

/* A fixed rate: what is late keeps the time at which it was due, so that a server which stands still is seen to. */
static void say_what_is_due(struct run *run, uint64_t now) {
  while (next_due_ns(run) <= now && is_sending(run, next_due_ns(run))) say(run, next_due_ns(run));
}

static bool may_say_more(const struct run *run) {
  uint64_t outstanding = (uint64_t)run->crowd->options->outstanding * (uint64_t)run->crowd->options->members;
  return expected(run) < delivered(run) + outstanding;
}

/* As fast as the server delivers. */
static void say_what_may_be(struct run *run, uint64_t now) {
  for (int i = 0; i < MESSAGES_A_TURN && may_say_more(run) && sent(run) < run->messages; i++) {
    if (run->crowd->senders[run->next_sender]->out.length > WAITING_BYTES) return;
    say(run, now);
  }
}

static void send_all(struct crowd *crowd) {
  for (int i = 0; i < crowd->options->senders; i++) {
    struct connection *sender = crowd->senders[i];
    if (sender->stage == READY && sender->out.length > 0 && !sender->waits_for_room) send_out(sender);
  }
}

static int64_t patience_us(const struct run *run, bool sending) {
  int64_t longest = run->crowd->options->junk > 0 ? HOSTILE_TURN_US : TURN_US;
  if (!sending) return longest;
  if (run->crowd->options->rate == 0) return may_say_more(run) ? 0 : longest;
  int64_t wait_us = ((int64_t)next_due_ns(run) - (int64_t)now_ns()) / 1000;
  return wait_us < 0 ? 0 : wait_us < longest ? wait_us : longest;
}

static void be_hostile(struct run *run, uint64_t now) {
  if (now >= run->resets_due_ns) {
    reset_all(run->crowd);
    run->resets_due_ns = NEVER;
  }
  if (now < run->junk_due_ns || now > run->stop_ns) return;
  pour_junk(run->crowd);
  run->junk_due_ns += JUNK_EVERY_NS;
}

bool run_load(struct crowd *crowd, struct extent extent, bool with_resets) {
  uint64_t start = now_ns(), length = (uint64_t)(extent.seconds * 1e9);
  struct run run = {
      .crowd = crowd,
      .start_ns = start,
      .stop_ns = start + length,
      .sent_before = crowd->sent_total,
      .deliveries_before = crowd->tally.deliveries,
      .messages = extent.messages,
      .junk_due_ns = start,
      .resets_due_ns = with_resets ? start + length / 2 : NEVER,
  };
  uint64_t seen = 0, progress_ns = start;
  for (;;) {
    uint64_t now = now_ns();
    bool sending = is_sending(&run, now);
    if (sending && crowd->options->rate > 0) say_what_is_due(&run, now);
    else if (sending) say_what_may_be(&run, now);
    else if (delivered(&run) >= expected(&run)) return true;
    send_all(crowd);
    be_hostile(&run, now);
    handle_events(crowd, patience_us(&run, sending));
    if (delivered(&run) != seen) {
      seen = delivered(&run);
      progress_ns = now;
    } else if (now > progress_ns + STALL_SECONDS * NANOSECONDS) {
      return false;
    }
  }
}
