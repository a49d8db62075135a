#pragma once
#include <stdbool.h>
#include <stdint.h>

/* What outlives a loss of power, in the EEPROM. A byte of it can be written 100 000 times. */

struct kept_guard {
    uint8_t pin;
    uint8_t degrees;
    uint8_t after; /* 100 ms */
};

/** Counts this start. @returns its number, of 14 bits; waits up to 10 ms until it is written */
uint16_t store_count_boot(void);

/** False when none was kept, or its checksum is wrong. */
bool store_read_guard(struct kept_guard *guard);

/** Keeps it, in some 30 ms while store_poll is called; bytes that are as before are not written. */
void store_write_guard(const struct kept_guard *guard);

/** Goes on with writing, a byte at a time, and never waits. */
void store_poll(void);
