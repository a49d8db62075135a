#include "servo.h"

#include <avr/io.h>
#include <stdbool.h>

#include "pins.h"

#define TICKS_PER_US 2
#define PERIOD_TICKS (20000U * TICKS_PER_US)
#define GAP_BEGIN (3000U * TICKS_PER_US)
#define GAP_END (PERIOD_TICKS - 50 * TICKS_PER_US)

struct servo {
    uint16_t shortest_us, longest_us; /* of the host's degrees */
    uint16_t wanted_us, held_us;      /* 0: nothing said */
};

static struct servo servos[SERVOS];

static struct servo *servo_of(uint8_t pin)
{
    return &servos[pin - FIRST_SERVO_PIN];
}

void servo_begin(void)
{
    for (uint8_t i = 0; i < SERVOS; i++) {
        servos[i].shortest_us = SERVO_SHORTEST_US;
        servos[i].longest_us = SERVO_LONGEST_US;
    }
    TCCR1A = _BV(WGM11); /* fast PWM up to ICR1; no pin is connected yet */
    TCCR1B = _BV(WGM13) | _BV(WGM12);
    ICR1 = PERIOD_TICKS - 1;
}

static bool is_running(void)
{
    return TCCR1B & _BV(CS11);
}

static void run(void)
{
    if (is_running())
        return;
    TCNT1 = GAP_BEGIN;
    TCCR1B |= _BV(CS11);
}

/** At most 3 ms. A pulse cut short would tell the servo another position. */
static void wait_for_gap(void)
{
    uint16_t ticks;
    do
        ticks = TCNT1;
    while (is_running() && (ticks < GAP_BEGIN || ticks > GAP_END));
}

static uint8_t connection_of(uint8_t pin)
{
    return pin == FIRST_SERVO_PIN ? _BV(COM1A1) : _BV(COM1B1);
}

static void connect(uint8_t pin, uint16_t pulse_us)
{
    /* The chip takes a new length over when a period begins, so each pulse is whole. */
    if (pin == FIRST_SERVO_PIN)
        OCR1A = pulse_us * TICKS_PER_US - 1;
    else
        OCR1B = pulse_us * TICKS_PER_US - 1;
    TCCR1A |= connection_of(pin);
    run();
}

static void disconnect(uint8_t pin)
{
    wait_for_gap();
    TCCR1A &= ~connection_of(pin);
    if (!(TCCR1A & (_BV(COM1A1) | _BV(COM1B1))))
        TCCR1B &= ~_BV(CS11);
}

uint16_t servo_pulse_us(uint8_t pin)
{
    struct servo *servo = servo_of(pin);
    return servo->held_us != 0 ? servo->held_us : servo->wanted_us;
}

static void apply(uint8_t pin)
{
    uint16_t pulse_us = servo_pulse_us(pin);
    if (pulse_us != 0)
        connect(pin, pulse_us);
    else
        disconnect(pin);
}

static uint16_t pulse_of(uint8_t degrees, uint16_t shortest_us, uint16_t longest_us)
{
    return shortest_us + (uint32_t)(longest_us - shortest_us) * degrees / 180;
}

void servo_set_range(uint8_t pin, uint16_t shortest_us, uint16_t longest_us)
{
    bool is_within = shortest_us >= SERVO_SHORTEST_US && longest_us <= SERVO_LONGEST_US;
    if (!is_within || shortest_us >= longest_us)
        return;
    servo_of(pin)->shortest_us = shortest_us;
    servo_of(pin)->longest_us = longest_us;
}

void servo_write(uint8_t pin, uint16_t position)
{
    struct servo *servo = servo_of(pin);
    if (position < SERVO_SHORTEST_US) {
        uint8_t degrees = position > 180 ? 180 : position;
        position = pulse_of(degrees, servo->shortest_us, servo->longest_us);
    }
    if (position < servo->shortest_us)
        position = servo->shortest_us;
    if (position > servo->longest_us)
        position = servo->longest_us;
    servo->wanted_us = position;
    apply(pin);
}

void servo_end(uint8_t pin)
{
    servo_of(pin)->wanted_us = 0;
    apply(pin);
}

void servo_hold(uint8_t pin, uint8_t degrees)
{
    struct servo *servo = servo_of(pin);
    servo->held_us = pulse_of(degrees, SERVO_SHORTEST_US, SERVO_LONGEST_US);
    apply(pin);
}

void servo_release(uint8_t pin)
{
    struct servo *servo = servo_of(pin);
    servo->wanted_us = servo->held_us;
    servo->held_us = 0;
    apply(pin);
}
