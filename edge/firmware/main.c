/* Firmware of the bin's microcontroller, an ATmega328P at 16 MHz. README.md says what it does. */

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <avr/wdt.h>

#include "clock.h"
#include "firmata.h"
#include "guard.h"
#include "parser.h"
#include "pins.h"
#include "servo.h"
#include "qamama.h"
#include "store.h"
#include "usart.h"

/* Set before the variables are: it must not be cleared with them. */
static uint8_t reset_flags __attribute__((section(".noinit")));

/*
 * After a watchdog reset the watchdog stays on, at its shortest time of 16 ms. The Uno's bootloader
 * turns it off, others do not: without this the start would run a race against it. MCUSR is kept, and
 * cleared: as long as it names the watchdog, the watchdog cannot be turned off.
 */
__attribute__((naked, used, section(".init3"))) static void take_reset_flags(void)
{
    reset_flags = MCUSR;
    MCUSR = 0;
    wdt_disable();
}

/** There must be room for the longest answer: none is cut, and none waits. */
static bool can_receive(void)
{
    return usart_has_received() && usart_room() >= FIRMATA_ROOM;
}

static void receive(void)
{
    uint8_t byte;
    while (can_receive() && usart_get(&byte))
        parser_take(byte);
}

static bool is_next_ms(void)
{
    static uint16_t last_ms;
    uint16_t now = clock_ms();
    if (now == last_ms)
        return false;
    last_ms = now;
    return true;
}

/** What is done each ms. That this is reached shows that the loop and the clock are alive. */
static void tick(void)
{
    firmata_report_inputs();
    qamama_poll();
    guard_poll();
    store_poll();
    if (usart_is_alive())
        wdt_reset();
}

/** Until an interrupt: the tick, a byte from the host, or room for one to it. */
static void sleep(void)
{
    cli();
    if (!can_receive()) {
        sleep_enable();
        sei(); /* takes effect after the next instruction: no interrupt can come in between */
        sleep_cpu();
        sleep_disable();
    }
    sei();
}

int main(void)
{
    wdt_enable(WDTO_1S);
    set_sleep_mode(SLEEP_MODE_IDLE);
    pins_reset();
    servo_begin();
    guard_begin();
    qamama_begin(store_count_boot(), reset_flags);
    clock_begin();
    usart_begin();
    sei();
    firmata_greet();
    for (;;) {
        receive();
        if (is_next_ms())
            tick();
        sleep();
    }
}
