#include "pins.h"

#include <avr/io.h>

#include "servo.h"

#define FIRST_PIN 2 /* 0 and 1 are the serial line */
#define FIRST_OF_PORT_B 8
#define FIRST_OF_PORT_C 14

static uint8_t modes[PINS];
static bool kept[PINS];

struct port *port_of(uint8_t pin)
{
    if (pin < FIRST_OF_PORT_B)
        return (struct port *)&PIND;
    return pin < FIRST_OF_PORT_C ? (struct port *)&PINB : (struct port *)&PINC;
}

uint8_t mask_of(uint8_t pin)
{
    if (pin < FIRST_OF_PORT_B)
        return 1 << pin;
    return pin < FIRST_OF_PORT_C ? 1 << (pin - FIRST_OF_PORT_B) : 1 << (pin - FIRST_OF_PORT_C);
}

static bool is_servo_pin(uint8_t pin)
{
    return pin >= FIRST_SERVO_PIN && pin < FIRST_SERVO_PIN + SERVOS;
}

bool pin_can(uint8_t pin, uint8_t mode)
{
    if (pin < FIRST_PIN || pin >= PINS || modes[pin] == MODE_HX711)
        return false;
    switch (mode) {
    case MODE_INPUT:
    case MODE_OUTPUT:
    case MODE_PULLUP:
        return true;
    case MODE_SERVO:
        return is_servo_pin(pin);
    case MODE_I2C:
        return pin == SDA_PIN || pin == SCL_PIN;
    default:
        return false;
    }
}

uint8_t pin_mode(uint8_t pin)
{
    return modes[pin];
}

uint16_t pin_state(uint8_t pin)
{
    if (modes[pin] == MODE_SERVO)
        return servo_pulse_us(pin);
    return (port_of(pin)->out & mask_of(pin)) != 0;
}

static void set_output(uint8_t pin, bool is_high)
{
    if (is_high)
        port_of(pin)->out |= mask_of(pin);
    else
        port_of(pin)->out &= ~mask_of(pin);
}

static void set_direction(uint8_t pin, bool is_output)
{
    if (is_output)
        port_of(pin)->direction |= mask_of(pin);
    else
        port_of(pin)->direction &= ~mask_of(pin);
}

static void apply(uint8_t pin, uint8_t mode)
{
    if (modes[pin] == MODE_SERVO && mode != MODE_SERVO)
        servo_end(pin);
    modes[pin] = mode;
    if (mode == MODE_OUTPUT || mode == MODE_SERVO) {
        set_output(pin, false);
        set_direction(pin, true);
    } else {
        set_direction(pin, false);
        set_output(pin, mode == MODE_PULLUP || mode == MODE_I2C);
    }
}

void pin_set_mode(uint8_t pin, uint8_t mode)
{
    if (pin_is_free(pin) && pin_can(pin, mode))
        apply(pin, mode);
}

void pin_write(uint8_t pin, bool is_high)
{
    if (!pin_is_free(pin))
        return;
    if (modes[pin] == MODE_OUTPUT || (modes[pin] == MODE_INPUT && is_high))
        set_output(pin, is_high);
}

uint8_t port_read(uint8_t port)
{
    uint8_t levels = 0;
    for (uint8_t bit = 0; bit < 8; bit++) {
        uint8_t pin = port * 8 + bit;
        if (pin < FIRST_PIN || pin >= PINS)
            continue;
        bool is_input = modes[pin] == MODE_INPUT || modes[pin] == MODE_PULLUP;
        if (is_input && port_of(pin)->in & mask_of(pin))
            levels |= 1 << bit;
    }
    return levels;
}

void pins_reset(void)
{
    for (uint8_t pin = FIRST_PIN; pin < PINS; pin++)
        pin_set_mode(pin, MODE_INPUT);
}

bool pin_is_free(uint8_t pin)
{
    return pin >= FIRST_PIN && pin < PINS && !kept[pin];
}

void pin_keep(uint8_t pin, enum mode mode)
{
    apply(pin, mode);
    kept[pin] = true;
}

void pin_free(uint8_t pin, enum mode mode)
{
    apply(pin, mode);
    kept[pin] = false;
}
