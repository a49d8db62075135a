#include "clock.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>

#define DIVIDER 128

static volatile uint16_t ms;

ISR(TIMER2_COMPA_vect)
{
    ms++;
}

void clock_begin(void)
{
    TCCR2A = _BV(WGM21); /* counts to OCR2A, then from 0 */
    OCR2A = F_CPU / DIVIDER / 1000 - 1;
    TCCR2B = _BV(CS22) | _BV(CS20);
    TIMSK2 = _BV(OCIE2A);
}

uint16_t clock_ms(void)
{
    uint16_t now;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { now = ms; }
    return now;
}
