#include "firmata.h"

#include <avr/pgmspace.h>
#include <stdbool.h>

#include "hx711.h"
#include "i2c.h"
#include "message.h"
#include "pins.h"
#include "servo.h"
#include "qamama.h"
#include "twi.h"
#include "usart.h"

enum sysex {
    ANALOG_MAPPING_QUERY = 0x69,
    ANALOG_MAPPING_RESPONSE = 0x6A,
    CAPABILITY_QUERY = 0x6B,
    CAPABILITY_RESPONSE = 0x6C,
    PIN_STATE_QUERY = 0x6D,
    PIN_STATE_RESPONSE = 0x6E,
    EXTENDED_ANALOG = 0x6F,
    SERVO_CONFIG = 0x70,
    REPORT_FIRMWARE = 0x79,
    /* STRING 0x71 and SAMPLING_INTERVAL 0x7A mean nothing here: nothing is shown or sampled. */
};

#define PROTOCOL_MAJOR 2
#define PROTOCOL_MINOR 5
#define VERSION_MAJOR 1
#define VERSION_MINOR 0
#define NOTHING_FOLLOWS 0x7F /* ends a pin's capabilities; as a channel: none */

static const char name[] PROGMEM = "qamama";

static const struct capability {
    uint8_t mode, resolution; /* bits */
} capabilities[] PROGMEM = {
    {MODE_INPUT, 1}, {MODE_OUTPUT, 1}, {MODE_PULLUP, 1}, {MODE_SERVO, 14}, {MODE_I2C, 1},
};
#define CAPABILITIES (sizeof capabilities / sizeof *capabilities)

static bool is_reported[PORTS], is_due[PORTS];
static uint8_t reported[PORTS];

static void report_version(void)
{
    usart_put(REPORT_VERSION);
    usart_put(PROTOCOL_MAJOR);
    usart_put(PROTOCOL_MINOR);
    usart_commit();
}

static void report_firmware(void)
{
    message_begin(REPORT_FIRMWARE);
    message_byte(VERSION_MAJOR);
    message_byte(VERSION_MINOR);
    for (uint8_t i = 0; i < sizeof name - 1; i++)
        message_number(pgm_read_byte(&name[i]), 2);
    message_end();
}

void firmata_greet(void)
{
    report_version();
    report_firmware();
}

static void report_port(uint8_t port)
{
    uint8_t levels = port_read(port);
    if (levels == reported[port] && !is_due[port])
        return;
    usart_put(DIGITAL_PORT | port);
    usart_put(levels & 0x7F);
    usart_put(levels >> 7);
    is_due[port] = !usart_commit();
    if (!is_due[port])
        reported[port] = levels;
}

void firmata_report_inputs(void)
{
    for (uint8_t port = 0; port < PORTS; port++)
        if (is_reported[port])
            report_port(port);
}

static void set_reporting(uint8_t port, bool is_on)
{
    if (port >= PORTS)
        return;
    is_reported[port] = is_on;
    is_due[port] = is_on;
}

static void write_port(uint8_t port, uint8_t levels)
{
    if (port >= PORTS)
        return;
    for (uint8_t bit = 0; bit < 8; bit++)
        pin_write(port * 8 + bit, levels >> bit & 1);
}

static void set_mode(uint8_t pin, uint8_t mode)
{
    if (mode != MODE_I2C)
        pin_set_mode(pin, mode);
    else if (pin_can(pin, mode))
        twi_begin();
}

static void write_analog(uint8_t pin, uint32_t value)
{
    if (pin_can(pin, MODE_SERVO) && pin_mode(pin) == MODE_SERVO)
        servo_write(pin, value > SERVO_LONGEST_US ? SERVO_LONGEST_US : value);
}

static void configure_servo(const uint8_t *arguments)
{
    uint8_t pin = arguments[0];
    pin_set_mode(pin, MODE_SERVO);
    if (pin_can(pin, MODE_SERVO) && pin_mode(pin) == MODE_SERVO)
        servo_set_range(pin, number_of(arguments + 1, 2), number_of(arguments + 3, 2));
}

/** What the guard keeps stays as it is: a lid must not fall because a byte was garbled. */
static void reset(void)
{
    hx711_end();
    twi_end();
    pins_reset();
    for (uint8_t port = 0; port < PORTS; port++)
        set_reporting(port, false);
}

void firmata_command(uint8_t command, const uint8_t *arguments)
{
    uint8_t low_half = command & 0xF;
    if (command < 0xF0)
        command &= 0xF0;
    switch (command) {
    case DIGITAL_PORT:
        return write_port(low_half, number_of(arguments, 2));
    case REPORT_DIGITAL:
        return set_reporting(low_half, arguments[0] != 0);
    case ANALOG:
        return write_analog(low_half, number_of(arguments, 2));
    case SET_PIN_MODE:
        return set_mode(arguments[0], arguments[1]);
    case DIGITAL_PIN:
        return pin_write(arguments[0], arguments[1] != 0);
    case REPORT_VERSION:
        return report_version();
    case SYSTEM_RESET:
        return reset();
    }
}

static void report_capabilities(void)
{
    message_begin(CAPABILITY_RESPONSE);
    for (uint8_t pin = 0; pin < PINS; pin++) {
        for (uint8_t i = 0; i < CAPABILITIES; i++) {
            uint8_t mode = pgm_read_byte(&capabilities[i].mode);
            if (!pin_can(pin, mode))
                continue;
            message_byte(mode);
            message_byte(pgm_read_byte(&capabilities[i].resolution));
        }
        message_byte(NOTHING_FOLLOWS);
    }
    message_end();
}

static void report_analog_mapping(void)
{
    message_begin(ANALOG_MAPPING_RESPONSE);
    for (uint8_t pin = 0; pin < PINS; pin++)
        message_byte(NOTHING_FOLLOWS);
    message_end();
}

static void report_pin_state(uint8_t pin)
{
    if (pin >= PINS)
        return;
    message_begin(PIN_STATE_RESPONSE);
    message_byte(pin);
    message_byte(pin_mode(pin));
    message_number(pin_state(pin), 2);
    message_end();
}

void firmata_sysex(const uint8_t *data, uint8_t count)
{
    uint8_t id = *data++;
    count--;
    switch (id) {
    case REPORT_FIRMWARE:
        return report_firmware();
    case CAPABILITY_QUERY:
        return report_capabilities();
    case ANALOG_MAPPING_QUERY:
        return report_analog_mapping();
    case PIN_STATE_QUERY:
        if (count == 1)
            report_pin_state(data[0]);
        return;
    case EXTENDED_ANALOG:
        if (count >= 2 && count <= 5)
            write_analog(data[0], number_of(data + 1, count - 1));
        return;
    case SERVO_CONFIG:
        if (count == 5)
            configure_servo(data);
        return;
    }
    i2c_sysex(id, data, count);
    qamama_sysex(id, data, count);
}
