/*
 * Loads a chat or publish-subscribe server on loopback, and checks all that it delivers.
 *
 * The work is the same for every dialect: each message of a few senders must reach every member, once, whole, and in
 * its sender's order. Prints one line of JSON; ends with 0 only if all of it was so. One thread, one epoll; Linux only.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "clock.h"
#include "crowd.h"
#include "load.h"
#include "serverProcess.h"

/* What was measured, besides the crowd's tally. */
struct figures {
  const char *end; /* complete, join-failed, stalled */
  double join_seconds;
  long before_kib, joined_kib;
  uint64_t sent;
  double seconds;
  double server_cpu_seconds, generator_cpu_seconds;
  long server_writes;
};

static void prepare_process(void) {
  signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_TIMERSLACK, 1ul); /* wake up when a message is due, not some 50 µs later */
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

/* The part that counts, after the warm-up has been delivered to the last. */
static void measure_load(struct crowd *crowd, struct figures *figures) {
  const struct options *options = crowd->options;
  crowd->tally.deliveries = crowd->tally.junk_bytes = 0;
  memset(&crowd->tally.latency, 0, sizeof crowd->tally.latency);
  uint64_t start = now_ns(), sent = crowd->sent_total;
  double server_cpu = cpu_seconds_of(options->server_pid), own_cpu = own_cpu_seconds();
  long writes = write_calls_of(options->server_pid);
  crowd->tally.last_delivery_ns = start;
  bool complete = run_load(crowd, (struct extent){options->seconds, options->messages}, true);
  if (!complete) figures->end = "stalled";
  figures->server_cpu_seconds = cpu_seconds_of(options->server_pid) - server_cpu;
  figures->generator_cpu_seconds = own_cpu_seconds() - own_cpu;
  figures->server_writes = write_calls_of(options->server_pid) - writes;
  figures->sent = crowd->sent_total - sent;
  figures->seconds = (double)(crowd->tally.last_delivery_ns - start) / 1e9;
}

static struct figures measure(struct crowd *crowd) {
  const struct options *options = crowd->options;
  struct figures figures = {.end = "complete", .before_kib = memory_kib_of(options->server_pid, "VmRSS")};
  uint64_t start = now_ns();
  if (!join_crowd(crowd)) {
    figures.end = "join-failed";
    return figures;
  }
  figures.join_seconds = (double)(now_ns() - start) / 1e9;
  idle(crowd, options->hold_seconds);
  figures.joined_kib = memory_kib_of(options->server_pid, "VmRSS");
  if (options->seconds <= 0) return figures;
  struct extent warm_up = {options->warm_up_seconds, UINT64_MAX};
  if (options->warm_up_seconds > 0 && !run_load(crowd, warm_up, false)) figures.end = "stalled";
  else measure_load(crowd, &figures);
  return figures;
}

static void print_figures(const struct crowd *crowd, const struct figures *figures) {
  const struct tally *tally = &crowd->tally;
  const struct latency *latency = &tally->latency;
  printf("{\"end\":\"%s\",\"joined\":%d,\"joinSeconds\":%.4f,\"beforeKib\":%ld,\"joinedKib\":%ld,\"peakKib\":%ld,",
         figures->end, crowd->joined, figures->join_seconds, figures->before_kib, figures->joined_kib,
         memory_kib_of(crowd->options->server_pid, "VmHWM"));
  printf("\"sent\":%" PRIu64 ",\"deliveries\":%" PRIu64 ",\"seconds\":%.4f,", figures->sent, tally->deliveries,
         figures->seconds);
  printf("\"serverCpuSeconds\":%.6f,\"generatorCpuSeconds\":%.6f,\"serverWrites\":%ld,", figures->server_cpu_seconds,
         figures->generator_cpu_seconds, figures->server_writes);
  printf("\"p50Us\":%.1f,\"p99Us\":%.1f,\"p999Us\":%.1f,\"maxUs\":%.1f,", latency_us(latency, 0.5),
         latency_us(latency, 0.99), latency_us(latency, 0.999), (double)latency->longest_ns / 1e3);
  printf("\"lost\":%" PRIu64 ",\"repeated\":%" PRIu64 ",", lost_deliveries(crowd), tally->repeated);
  printf("\"damaged\":%" PRIu64 ",\"misframed\":%" PRIu64 ",\"closed\":%d,", tally->damaged, tally->misframed,
         closed_of(crowd, MEMBER));
  printf("\"junkBytes\":%" PRIu64 ",\"junkClosed\":%d}\n", tally->junk_bytes, closed_of(crowd, JUNK));
}

int main(int argc, char **argv) {
  const struct options options = read_options(argc, argv);
  const struct dialect *dialect = find_dialect(options.dialect);
  if (!dialect) {
    fprintf(stderr, "generator: there is no dialect \"%s\"\n", options.dialect);
    return 2;
  }
  prepare_process();
  struct crowd crowd = gather_crowd(&options, dialect);
  struct figures figures = measure(&crowd);
  print_figures(&crowd, &figures);
  const struct tally *tally = &crowd.tally;
  bool faultless = strcmp(figures.end, "complete") == 0 && lost_deliveries(&crowd) == 0 && tally->repeated == 0 &&
                   tally->damaged == 0 && tally->misframed == 0 && closed_of(&crowd, MEMBER) == 0;
  return faultless ? 0 : 1;
}
