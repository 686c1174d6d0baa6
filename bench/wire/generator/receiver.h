#pragma once
#include "crowd.h"

/* Reads what has come, and checks every message in it: none lost, doubled, out of order, damaged or misframed. */
void receive(struct crowd *crowd, struct connection *connection);
