#pragma once
#include <stdint.h>

/*
 * Cuts the host's bytes into messages and gives each whole one to firmata_command or firmata_sysex.
 * Any bytes may come: a message that is too long, or in which another begins, is dropped whole.
 */

/** Enough for 32 bytes to an I2C device. */
#define SYSEX_MOST 68

void parser_take(uint8_t byte);
