#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MIN_PAYLOAD_BYTES = 20, MAX_PAYLOAD_BYTES = 60000 };

/* No server puts it into what it sends by itself, so it finds a text in any dialect. */
#define PAYLOAD_START '<'

/* What a text says: who sent it, as which of its messages, and when (or when it was due). */
struct payload {
  uint32_t sender, number;
  uint64_t sent_ns;
};

/* Writes a text of exactly `length` bytes that needs no escape in JSON. */
void write_payload(char *text, size_t length, struct payload payload);

/* Reads it back. Returns false if one byte of it was changed. */
bool read_payload(const char *text, size_t length, struct payload *payload);
