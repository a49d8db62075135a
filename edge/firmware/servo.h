#pragma once
#include <stdint.h>

/*
 * Servos on pins 9 and 10. Timer 1 makes their pulses in hardware, so that neither an interrupt nor
 * a time without interrupts moves them. A servo gets no pulses before it was told a position.
 */
#define SERVOS 2

/** The Arduino library's pulses for 0 and 180 degrees. A position below the first is degrees. */
#define SERVO_SHORTEST_US 544
#define SERVO_LONGEST_US 2400

void servo_begin(void);

/** The host's pulses for 0 and 180 degrees; others than within those above do nothing. */
void servo_set_range(uint8_t pin, uint16_t shortest_us, uint16_t longest_us);

/** Where the host wants it: degrees below 544, else us. It goes there once nothing holds it. */
void servo_write(uint8_t pin, uint16_t position);

/** Ends the host's pulses, after the one that is under way. */
void servo_end(uint8_t pin);

/** Holds it at 0 to 180 degrees of 544 to 2400 us, whatever the host says. */
void servo_hold(uint8_t pin, uint8_t degrees);

/** Back to the host. It stays where it is held until the host says something new. */
void servo_release(uint8_t pin);

/** Pulse now, us; 0: none. */
uint16_t servo_pulse_us(uint8_t pin);
