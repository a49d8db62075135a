#pragma once
#include <stdint.h>

/* Our own messages, beside Firmata's. README.md has their table. */

/** @param boot number of this start @param reset_flags why: the register MCUSR */
void qamama_begin(uint16_t boot, uint8_t reset_flags);

/** Sends the weights and signs of life that are due. Call it every ms. */
void qamama_poll(void);

/** What the host says; messages that are not ours do nothing. @param data after the id */
void qamama_sysex(uint8_t id, const uint8_t *data, uint8_t count);
