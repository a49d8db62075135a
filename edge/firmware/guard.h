#pragma once
#include <stdbool.h>
#include <stdint.h>

/*
 * Watches the host by its beats, and holds a servo where it was told when they stop. From the start
 * on it holds until the first beat, so that the lid is where it should be though no host is there.
 */
#define GUARD_NO_PIN 127

/** Takes up what was kept before the power went. */
void guard_begin(void);

/** Sets and keeps it. @param after 100 ms @returns whether the arguments fit */
bool guard_set(uint8_t pin, uint16_t degrees, uint8_t after);

void guard_beat(void);
void guard_poll(void);

/** Whether it has taken over from the host. */
bool guard_holds(void);
