#pragma once
#include <stdint.h>

/* A histogram of latencies: each power of two in 32 steps, so a value is off by 3 % at most. */
struct latency {
  uint64_t counts[64 * 32];
  uint64_t total, longest_ns;
};

void add_latency(struct latency *latency, uint64_t ns);

/* The latency, in microseconds, that a share `quantile` of all does not exceed. */
double latency_us(const struct latency *latency, double quantile);
