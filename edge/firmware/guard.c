#include "guard.h"

#include "clock.h"
#include "pins.h"
#include "servo.h"
#include "store.h"

#define LEAST_AFTER 5
#define MOST_AFTER 100
#define MOST_DEGREES 180

static struct kept_guard guard = {.pin = GUARD_NO_PIN};
static bool holds;
static uint16_t heard_ms;

static void hold(void)
{
    holds = true;
    servo_hold(guard.pin, guard.degrees);
}

static void release(void)
{
    holds = false;
    servo_release(guard.pin);
}

static bool fits(uint8_t pin, uint16_t degrees, uint8_t after)
{
    bool is_time = after >= LEAST_AFTER && after <= MOST_AFTER;
    return pin_can(pin, MODE_SERVO) && degrees <= MOST_DEGREES && is_time;
}

void guard_begin(void)
{
    struct kept_guard kept;
    if (!store_read_guard(&kept) || !fits(kept.pin, kept.degrees, kept.after))
        return;
    guard = kept;
    pin_keep(guard.pin, MODE_SERVO);
    hold();
}

static void leave_pin(void)
{
    if (guard.pin == GUARD_NO_PIN)
        return;
    if (holds)
        release();
    pin_free(guard.pin, MODE_SERVO);
    guard.pin = GUARD_NO_PIN;
}

static bool take_pin(uint8_t pin)
{
    if (guard.pin == pin)
        return true;
    if (!pin_is_free(pin))
        return false;
    leave_pin();
    pin_keep(pin, MODE_SERVO);
    heard_ms = clock_ms();
    return true;
}

bool guard_set(uint8_t pin, uint16_t degrees, uint8_t after)
{
    if (pin == GUARD_NO_PIN)
        leave_pin();
    else if (!fits(pin, degrees, after) || !take_pin(pin))
        return false;
    guard = (struct kept_guard){pin, degrees, after};
    if (holds)
        hold();
    store_write_guard(&guard);
    return true;
}

void guard_beat(void)
{
    heard_ms = clock_ms();
    if (holds)
        release();
}

void guard_poll(void)
{
    uint16_t silent_ms = clock_ms() - heard_ms;
    if (!holds && guard.pin != GUARD_NO_PIN && silent_ms >= guard.after * 100U)
        hold();
}

bool guard_holds(void)
{
    return holds;
}
