#pragma once
#include <stdbool.h>
#include <stdint.h>

/* Pins by the numbers of the Uno: D0 to D13, then A0 to A5 as 14 to 19. */
#define PINS 20
#define PORTS 3
#define FIRST_SERVO_PIN 9
#define SDA_PIN 18
#define SCL_PIN 19

/** Modes as Firmata numbers them. */
enum mode {
    MODE_INPUT = 0,
    MODE_OUTPUT = 1,
    MODE_SERVO = 4,
    MODE_I2C = 6,
    MODE_PULLUP = 11,
    MODE_HX711 = 0x7F, /* Firmata: not to be used */
};

/** The three registers of a port, in the order in which they lie in the chip. */
struct port {
    volatile uint8_t in, direction, out;
};

struct port *port_of(uint8_t pin);
uint8_t mask_of(uint8_t pin);

/** What a pin can be for the host; nothing while the HX711 has it. */
bool pin_can(uint8_t pin, uint8_t mode);
uint8_t pin_mode(uint8_t pin);

/** Level of an output, pull-up of an input, or pulse of a servo in us. */
uint16_t pin_state(uint8_t pin);

/* For the host. A pin that a part of the firmware keeps is left alone. */

void pin_set_mode(uint8_t pin, uint8_t mode);

/** Sets an output; 1 gives an input its pull-up, and 0 does not take it. */
void pin_write(uint8_t pin, bool is_high);

/** Levels of those 8 pins of a port that are inputs. */
uint8_t port_read(uint8_t port);

/** All pins to inputs, as at the start. */
void pins_reset(void);

/* For the parts of the firmware, which keep a pin against the host until they free it. */

/** False when there is no such pin, or a part has it. */
bool pin_is_free(uint8_t pin);
void pin_keep(uint8_t pin, enum mode mode);

/** @param mode what it is from now on, until the host says otherwise */
void pin_free(uint8_t pin, enum mode mode);
