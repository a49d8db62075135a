#pragma once
#include <stdint.h>

/** Starts the tick of 1 ms (timer 2), which also wakes the main loop from its sleep. */
void clock_begin(void);

/** ms since the start, modulo 65536: compare by difference, over less than a minute. */
uint16_t clock_ms(void);
