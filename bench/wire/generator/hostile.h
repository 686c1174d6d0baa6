#pragma once
#include "crowd.h"

/* Lets the resetting ones reset their connections. */
void reset_all(struct crowd *crowd);

/* Lets the junk ones pour what is due after so many seconds. */
void pour_junk(struct crowd *crowd, double seconds);
