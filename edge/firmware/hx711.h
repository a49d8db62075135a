#pragma once
#include <stdbool.h>
#include <stdint.h>

/* The amplifier of a load cell, read by two pins. Source: data sheet HX711, Avia Semiconductor. */

/** As in the message that begins to weigh; the value is the pulses after the 24 bits, too. */
enum hx711_gain { HX711_A128 = 1, HX711_B32 = 2, HX711_A64 = 3 };

enum hx711_status { HX711_OK, HX711_HIGH_END, HX711_LOW_END, HX711_SILENT };

struct conversion {
    uint8_t status;
    uint32_t raw; /* 24 bits, two's complement; 0 when silent */
};

/** Takes both pins for itself; false when it may not have them. Told the same again it goes on. */
bool hx711_begin(uint8_t data_pin, uint8_t clock_pin, uint8_t gain);

/** Gives the pins back as inputs. */
void hx711_end(void);

/** True when there is news: a conversion, once, or that none came for 500 ms. Ask every ms. */
bool hx711_poll(struct conversion *conversion);
