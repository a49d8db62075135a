#include "twi.h"

#include <avr/io.h>
#include <stddef.h>
#include <util/delay.h>
#include <util/twi.h>

#include "clock.h"
#include "pins.h"

#define CLOCK_HZ 100000UL

/* The longest transfer of 33 bytes lasts 3 ms. All together must end before the next conversion. */
#define TRANSFER_MOST_MS 8

static bool is_on;
static uint16_t began_ms;

bool twi_begin(void)
{
    if (is_on)
        return true;
    if (pin_mode(SDA_PIN) == MODE_HX711 || pin_mode(SCL_PIN) == MODE_HX711)
        return false;
    pin_keep(SDA_PIN, MODE_I2C);
    pin_keep(SCL_PIN, MODE_I2C);
    TWSR = 0;
    TWBR = (F_CPU / CLOCK_HZ - 16) / 2;
    TWCR = _BV(TWEN);
    is_on = true;
    return true;
}

void twi_end(void)
{
    if (!is_on)
        return;
    is_on = false;
    TWCR = 0;
    pin_free(SDA_PIN, MODE_INPUT);
    pin_free(SCL_PIN, MODE_INPUT);
}

bool twi_is_on(void)
{
    return is_on;
}

static bool is_late(void)
{
    return (uint16_t)(clock_ms() - began_ms) > TRANSFER_MOST_MS;
}

static bool is_high(uint8_t pin)
{
    return port_of(pin)->in & mask_of(pin);
}

/** As on the bus: pulled low, or let go so that the pull-up makes it high. */
static void drive(uint8_t pin, bool is_low)
{
    if (is_low) {
        port_of(pin)->out &= ~mask_of(pin);
        port_of(pin)->direction |= mask_of(pin);
    } else {
        port_of(pin)->direction &= ~mask_of(pin);
        port_of(pin)->out |= mask_of(pin);
    }
    _delay_us(5);
}

/** A device that was cut off while it sent waits for clocks to send the rest; then comes a stop. */
static void free_bus(void)
{
    TWCR = 0;
    for (uint8_t clock = 0; clock < 9; clock++) {
        drive(SCL_PIN, true);
        drive(SCL_PIN, false);
    }
    drive(SCL_PIN, true);
    drive(SDA_PIN, true);
    drive(SCL_PIN, false);
    drive(SDA_PIN, false);
    TWCR = _BV(TWEN);
}

/** One step of the bus; false when it does not end. */
static bool step(uint8_t control)
{
    TWCR = _BV(TWINT) | _BV(TWEN) | control;
    while (!(TWCR & _BV(TWINT)))
        if (is_late())
            return false;
    return true;
}

static bool stop(void)
{
    TWCR = _BV(TWINT) | _BV(TWEN) | _BV(TWSTO);
    while (TWCR & _BV(TWSTO))
        if (is_late())
            return false;
    return true;
}

static enum twi_result begin(uint8_t address, uint8_t direction)
{
    if (!step(_BV(TWSTA)) || (TW_STATUS != TW_START && TW_STATUS != TW_REP_START))
        return TWI_STUCK;
    TWDR = address << 1 | direction;
    if (!step(0))
        return TWI_STUCK;
    switch (TW_STATUS) {
    case TW_MT_SLA_ACK:
    case TW_MR_SLA_ACK:
        return TWI_DONE;
    case TW_MT_SLA_NACK:
    case TW_MR_SLA_NACK:
        return TWI_NACK;
    default:
        return TWI_STUCK;
    }
}

static enum twi_result put(uint8_t byte)
{
    TWDR = byte;
    if (!step(0))
        return TWI_STUCK;
    if (TW_STATUS == TW_MT_DATA_ACK)
        return TWI_DONE;
    return TW_STATUS == TW_MT_DATA_NACK ? TWI_NACK : TWI_STUCK;
}

static enum twi_result write_bytes(uint8_t address, const uint8_t *bytes, uint8_t count)
{
    enum twi_result result = begin(address, TW_WRITE);
    while (result == TWI_DONE && count-- > 0)
        result = put(*bytes++);
    return result;
}

static enum twi_result read_bytes(uint8_t address, uint8_t *bytes, uint8_t count)
{
    enum twi_result result = begin(address, TW_READ);
    while (result == TWI_DONE && count-- > 0) {
        uint8_t expected = count > 0 ? TW_MR_DATA_ACK : TW_MR_DATA_NACK; /* the last has none */
        if (!step(count > 0 ? _BV(TWEA) : 0) || TW_STATUS != expected)
            return TWI_STUCK;
        *bytes++ = TWDR;
    }
    return result;
}

/** At rest both lines are high. */
static enum twi_result prepare(void)
{
    began_ms = clock_ms();
    if (!is_high(SDA_PIN))
        free_bus();
    return is_high(SDA_PIN) && is_high(SCL_PIN) ? TWI_DONE : TWI_STUCK;
}

static enum twi_result finish(enum twi_result result)
{
    if (result != TWI_STUCK && stop())
        return result;
    free_bus();
    return TWI_STUCK;
}

enum twi_result twi_write(uint8_t address, const uint8_t *bytes, uint8_t count)
{
    if (prepare() != TWI_DONE)
        return TWI_STUCK;
    return finish(write_bytes(address, bytes, count));
}

enum twi_result twi_read(const struct twi_read *read)
{
    if (prepare() != TWI_DONE)
        return TWI_STUCK;
    if (read->reg != NULL) {
        enum twi_result result = write_bytes(read->address, read->reg, 1);
        if (result != TWI_DONE)
            return finish(result);
        if (!read->restart && !stop())
            return finish(TWI_STUCK);
    }
    return finish(read_bytes(read->address, read->bytes, read->count));
}
