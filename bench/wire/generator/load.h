#pragma once
#include "crowd.h"

/* How long a load lasts. */
struct extent {
  double seconds;
  uint64_t messages; /* at most */
};

/*
 * Sends for so long, then waits until everything has come. Returns false if nothing more came.
 * As long as it sends, junk is poured, and at half time, if `with_resets`, the resetting ones reset: they can do so
 * only once.
 */
bool run_load(struct crowd *crowd, struct extent extent, bool with_resets);
