#include "payload.h"

#include <string.h>

/* '<' sender (2 digits) number (5) time (8) padding '>', in digits of 6 bits */
enum { SENDER_AT = 1, NUMBER_AT = 3, TIME_AT = 8, PADDING_AT = 16 };
static const char END = '>';
static const char DIGITS[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghijklmnopqrstuvwxyz_";

static signed char digit_values[256];
static char padding[MAX_PAYLOAD_BYTES];

__attribute__((constructor)) static void fill_tables(void) {
  memset(digit_values, -1, sizeof digit_values);
  for (int i = 0; i < 64; i++) digit_values[(unsigned char)DIGITS[i]] = (signed char)i;
  for (int i = 0; i < MAX_PAYLOAD_BYTES; i++) padding[i] = (char)('a' + i % 26);
}

static void write_number(char *to, uint64_t value, int digits) {
  while (digits-- > 0) {
    to[digits] = DIGITS[value & 63];
    value >>= 6;
  }
}

/* Negative if one of them is no digit. */
static int64_t read_number(const char *from, int digits) {
  int64_t value = 0;
  for (int i = 0; i < digits; i++) {
    int digit = digit_values[(unsigned char)from[i]];
    if (digit < 0) return -1;
    value = value << 6 | digit;
  }
  return value;
}

void write_payload(char *text, size_t length, struct payload payload) {
  text[0] = PAYLOAD_START;
  write_number(text + SENDER_AT, payload.sender, NUMBER_AT - SENDER_AT);
  write_number(text + NUMBER_AT, payload.number, TIME_AT - NUMBER_AT);
  write_number(text + TIME_AT, payload.sent_ns, PADDING_AT - TIME_AT);
  memcpy(text + PADDING_AT, padding, length - PADDING_AT - 1);
  text[length - 1] = END;
}

bool read_payload(const char *text, size_t length, struct payload *payload) {
  int64_t sender = read_number(text + SENDER_AT, NUMBER_AT - SENDER_AT);
  int64_t number = read_number(text + NUMBER_AT, TIME_AT - NUMBER_AT);
  int64_t sent_ns = read_number(text + TIME_AT, PADDING_AT - TIME_AT);
  if (sender < 0 || number < 0 || sent_ns < 0 || text[length - 1] != END) return false;
  if (memcmp(text + PADDING_AT, padding, length - PADDING_AT - 1) != 0) return false;
  *payload = (struct payload){(uint32_t)sender, (uint32_t)number, (uint64_t)sent_ns};
  return true;
}
