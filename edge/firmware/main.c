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
 * After a watchdog reset the watchdog stays on, at its shortest time of 16 ms. The bootloader of
 * the Uno turns it off; with another, or none, it would bite again during the start, and so for ever.
 * It cannot be turned off while MCUSR says that it was the cause.
 */
__attribute__((naked, used, section(".init3"))) static void take_reset_flags(void)
{
    reset_flags = MCUSR;
    MCUSR = 0;
    wdt_disable();
}

static void receive(void)
{
    uint8_t byte;
    while (usart_room() >= FIRMATA_ROOM && usart_get(&byte))
        parser_take(byte);
}

/** Coming here shows that the loop runs; the clock's tick and the sender must be alive, too. */
static void feed_watchdog(void)
{
    static uint16_t fed_ms;
    uint16_t now = clock_ms();
    if (now == fed_ms || !usart_moves())
        return;
    fed_ms = now;
    wdt_reset();
}

/** Until an interrupt: the tick, a byte from the host, or a byte that has gone to it. */
static void sleep(void)
{
    cli();
    if (!usart_has_received()) {
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
        firmata_report_inputs();
        qamama_poll();
        guard_poll();
        store_poll();
        feed_watchdog();
        sleep();
    }
}
