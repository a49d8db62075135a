#include "i2c.h"

#include <avr/pgmspace.h>
#include <stddef.h>

#include "message.h"
#include "twi.h"

enum sysex { REQUEST = 0x76, REPLY = 0x77, CONFIG = 0x78 };

/* The byte after the address. */
#define MODE_MASK 0x18
#define MODE_WRITE 0x00
#define MODE_READ_ONCE 0x08
#define MODE_STOP_READING 0x18
#define TEN_BIT_ADDRESS 0x27
#define RESTART 0x40

/** As much as the Arduino library moves at once. */
#define MOST_BYTES 32

static uint8_t bytes[MOST_BYTES];

static void tell(enum twi_result result, uint8_t address)
{
    if (result == TWI_NACK)
        message_text(PSTR("I2C: nack "), address);
    if (result == TWI_STUCK)
        message_text(PSTR("I2C: stuck "), address);
}

static void refuse(uint8_t address)
{
    message_text(PSTR("I2C: refused "), address);
}

static void write(uint8_t address, const uint8_t *data, uint8_t count)
{
    if (count % 2 != 0 || count > 2 * MOST_BYTES)
        return refuse(address);
    for (uint8_t i = 0; i < count; i += 2)
        bytes[i / 2] = number_of(data + i, 2);
    tell(twi_write(address, bytes, count / 2), address);
}

static void reply(uint8_t address, uint16_t reg, uint8_t count)
{
    message_begin(REPLY);
    message_number(address, 2);
    message_number(reg, 2);
    for (uint8_t i = 0; i < count; i++)
        message_number(bytes[i], 2);
    message_end();
}

/** @param data a register, which may be left out, and how many bytes */
static void read(uint8_t address, uint8_t mode, const uint8_t *data, uint8_t count)
{
    if (count != 2 && count != 4)
        return refuse(address);
    uint16_t wanted = number_of(data + count - 2, 2);
    uint8_t reg = count == 4 ? number_of(data, 2) : 0;
    if (wanted == 0 || wanted > MOST_BYTES)
        return refuse(address);
    struct twi_read read = {
        .address = address,
        .reg = count == 4 ? &reg : NULL,
        .restart = mode & RESTART,
        .bytes = bytes,
        .count = wanted,
    };
    enum twi_result result = twi_read(&read);
    if (result == TWI_DONE)
        reply(address, reg, wanted);
    else
        tell(result, address);
}

static void request(const uint8_t *data, uint8_t count)
{
    uint8_t address = data[0], mode = data[1];
    data += 2;
    count -= 2;
    if ((mode & MODE_MASK) == MODE_STOP_READING)
        return; /* nothing is read continuously */
    if (!twi_is_on() || mode & TEN_BIT_ADDRESS)
        return refuse(address);
    if ((mode & MODE_MASK) == MODE_WRITE)
        return write(address, data, count);
    if ((mode & MODE_MASK) == MODE_READ_ONCE)
        return read(address, mode, data, count);
    refuse(address);
}

void i2c_sysex(uint8_t id, const uint8_t *data, uint8_t count)
{
    if (id == CONFIG)
        twi_begin(); /* its delay is for devices that need one, of which there are none here */
    if (id == REQUEST && count >= 2)
        request(data, count);
}
