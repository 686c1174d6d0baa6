#pragma once
#include "crowd.h"

/* Lets the resetting ones reset their connections. */
void reset_all(struct crowd *crowd);

/* Lets each of the junk ones pour some; to be called every JUNK_EVERY_NS. */
void pour_junk(struct crowd *crowd);
extern const uint64_t JUNK_EVERY_NS;
