#include "latency.h"

enum { STEPS = 32, STEP_BITS = 5 };

void add_latency(struct latency *latency, uint64_t ns) {
  latency->total++;
  if (ns > latency->longest_ns) latency->longest_ns = ns;
  if (ns < STEPS) {
    latency->counts[ns]++;
    return;
  }
  int power = 63 - __builtin_clzll(ns);
  latency->counts[(power - STEP_BITS + 1) * STEPS + ((ns >> (power - STEP_BITS)) & (STEPS - 1))]++;
}

/* The smallest value that is counted at `index`. */
static double value_at(int index) {
  if (index < STEPS) return index;
  int power = index / STEPS + STEP_BITS - 1;
  return (double)((uint64_t)(STEPS + index % STEPS) << (power - STEP_BITS));
}

double latency_us(const struct latency *latency, double quantile) {
  uint64_t below = (uint64_t)(quantile * (double)latency->total), seen = 0;
  for (int i = 0; i < 64 * STEPS; i++) {
    seen += latency->counts[i];
    if (seen > below) return value_at(i) / 1e3;
  }
  return (double)latency->longest_ns / 1e3;
}
