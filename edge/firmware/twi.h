#pragma once
#include <stdbool.h>
#include <stdint.h>

/* The I2C bus as its only master: 100 kHz, and no wait without an end. */

enum twi_result {
    TWI_DONE,
    TWI_NACK, /* an address or a byte was not acknowledged */
    TWI_STUCK /* a device holds the bus; it was clocked free, or that did not help */
};

/** Takes both pins for the bus, with their pull-ups; false when the HX711 has one of them. */
bool twi_begin(void);
void twi_end(void);
bool twi_is_on(void);

/** Bytes from a register on, or from where the device stands. */
struct twi_read {
    uint8_t address;
    const uint8_t *reg; /* null: none is set */
    bool restart;       /* no stop after the register was set */
    uint8_t *bytes;
    uint8_t count; /* at least 1 */
};

enum twi_result twi_write(uint8_t address, const uint8_t *bytes, uint8_t count);
enum twi_result twi_read(const struct twi_read *read);
