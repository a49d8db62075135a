#pragma once
#include <stdint.h>

/* Firmata, protocol version 2.5. Source: protocol.md of github.com/firmata/protocol */

/** Commands; the low half of the first four is a port or a pin. */
enum command {
    DIGITAL_PORT = 0x90,
    REPORT_ANALOG = 0xC0,
    REPORT_DIGITAL = 0xD0,
    ANALOG = 0xE0,
    SET_PIN_MODE = 0xF4,
    DIGITAL_PIN = 0xF5,
    REPORT_VERSION = 0xF9,
    SYSTEM_RESET = 0xFF,
};

/** The longest answer, to a capability query, has 141 bytes. With less room no message is taken. */
#define FIRMATA_ROOM 150

/** Says who this is; unasked only at the start, which is how a host sees it. */
void firmata_greet(void);

/** Tells the host of inputs that have changed, where it asked for them. */
void firmata_report_inputs(void);

/* Called by the parser with a whole message. */
void firmata_command(uint8_t command, const uint8_t *arguments);
void firmata_sysex(const uint8_t *data, uint8_t count);
