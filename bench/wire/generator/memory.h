#pragma once
#include <stdio.h>
#include <stdlib.h>

/* Memory that was asked for; a load generator without it has nothing more to do. */
static inline void *must(void *memory) {
  if (memory) return memory;
  perror("generator");
  exit(2);
}
