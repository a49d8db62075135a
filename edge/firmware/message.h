#pragma once
#include <stdint.h>

/* Sysex messages to the host: begun, filled, and then sent whole or not at all. */

#define SYSEX_BEGIN 0xF0
#define SYSEX_END 0xF7

void message_begin(uint8_t id);
void message_byte(uint8_t byte); /* of 7 bits */

/** A number as groups of 7 bits, lowest first. */
void message_number(uint32_t number, uint8_t groups);

void message_end(void);

/** Ends with the CRC-32 of all since the id, as our own messages do. */
void message_end_sealed(void);

/** A Firmata STRING: text from flash, then a byte in hex. */
void message_text(const char *flash_text, uint8_t byte);

/** The number that groups of 7 bits make, lowest first. */
uint32_t number_of(const uint8_t *groups, uint8_t count);
