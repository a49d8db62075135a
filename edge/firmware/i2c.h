#pragma once
#include <stdint.h>

/** Firmata's messages for the I2C bus; others do nothing. @param data after the id */
void i2c_sysex(uint8_t id, const uint8_t *data, uint8_t count);
