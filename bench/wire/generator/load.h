#pragma once
#include "crowd.h"

/* How long a load lasts. */
struct extent {
  double seconds;
  uint64_t messages; /* at most */
};

/*
 * Sends for so long, then waits until everything has come. Returns false if nothing more came.
 * The hostile ones do what they are there for only if `with_hostile`.
 */
bool run_load(struct crowd *crowd, struct extent extent, bool with_hostile);
