#include "hx711.h"

#include <util/atomic.h>
#include <util/delay.h>

#include "clock.h"
#include "pins.h"

#define BITS 24
#define HIGHEST 0x7FFFFFUL
#define LOWEST 0x800000UL
#define SILENT_MS 500

/*
 * After a change of gain, and when its power comes, what it measures settles for 400 ms at 10
 * conversions a second and for 50 ms at 80: four of them either way. One more was ready before:
 * only with its pulses the gain changes.
 */
#define UNSETTLED_CONVERSIONS 5

/* Longer than two conversions at 10 a second: it had no power, so its gain is not ours any more. */
#define RESTARTED_MS 250

static bool is_on;
static uint8_t data_pin, clock_pin, gain;
static uint8_t unsettled;
static uint16_t heard_ms;

static bool is_ours(uint8_t pin)
{
    return is_on && (pin == data_pin || pin == clock_pin);
}

static bool may_have(uint8_t pin)
{
    return is_ours(pin) || pin_is_free(pin);
}

static void take_pins(uint8_t data, uint8_t clock)
{
    hx711_end();
    data_pin = data;
    clock_pin = clock;
    pin_keep(clock, MODE_HX711);
    pin_keep(data, MODE_HX711);
    port_of(clock)->direction |= mask_of(clock); /* low: high for 60 us would turn it off */
    port_of(data)->out |= mask_of(data); /* with its pull-up, a line that is cut is never ready */
}

bool hx711_begin(uint8_t data, uint8_t clock, uint8_t new_gain)
{
    if (new_gain < HX711_A128 || new_gain > HX711_A64)
        return false;
    if (data == clock || !may_have(data) || !may_have(clock))
        return false;
    bool has_pins = is_on && data == data_pin && clock == clock_pin;
    if (has_pins && new_gain == gain)
        return true;
    if (!has_pins)
        take_pins(data, clock);
    is_on = true;
    gain = new_gain;
    unsettled = UNSETTLED_CONVERSIONS;
    heard_ms = clock_ms();
    return true;
}

void hx711_end(void)
{
    if (!is_on)
        return;
    is_on = false;
    pin_free(clock_pin, MODE_INPUT);
    pin_free(data_pin, MODE_INPUT);
}

static bool is_data_high(void)
{
    return port_of(data_pin)->in & mask_of(data_pin);
}

/** The data sheet wants the clock high for 0.2 to 50 us, so nothing may come between. */
static uint32_t shift_in(void)
{
    struct port *clock_port = port_of(clock_pin), *data_port = port_of(data_pin);
    uint8_t clock = mask_of(clock_pin), data = mask_of(data_pin);
    uint8_t pulses = BITS + gain;
    uint32_t raw = 0;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE)
    {
        for (uint8_t pulse = 0; pulse < pulses; pulse++) {
            clock_port->out |= clock;
            _delay_us(0.3);
            bool bit = data_port->in & data;
            clock_port->out &= ~clock;
            if (pulse < BITS)
                raw = raw << 1 | bit;
        }
    }
    return raw;
}

/** False when there is no conversion, or it is one to throw away. */
static bool read_conversion(uint32_t *raw)
{
    uint16_t now = clock_ms();
    if (is_data_high())
        return false;
    *raw = shift_in();
    if (!is_data_high())
        return false; /* after the pulses it is busy: a line that stays low has no amplifier */
    if ((uint16_t)(now - heard_ms) > RESTARTED_MS)
        unsettled = UNSETTLED_CONVERSIONS;
    heard_ms = now;
    if (unsettled == 0)
        return true;
    unsettled--;
    return false;
}

static uint8_t status_of(uint32_t raw)
{
    if (raw == HIGHEST)
        return HX711_HIGH_END;
    return raw == LOWEST ? HX711_LOW_END : HX711_OK;
}

bool hx711_poll(struct conversion *conversion)
{
    uint32_t raw;
    if (!is_on)
        return false;
    if (read_conversion(&raw)) {
        *conversion = (struct conversion){status_of(raw), raw};
        return true;
    }
    if ((uint16_t)(clock_ms() - heard_ms) < SILENT_MS)
        return false;
    heard_ms += SILENT_MS;
    unsettled = UNSETTLED_CONVERSIONS;
    *conversion = (struct conversion){HX711_SILENT, 0};
    return true;
}
