#include "usart.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>

#define BAUD_RATE 57600UL

/* Longer than what comes in during the longest I2C transfer: 10 ms, 58 bytes. */
#define RECEIVED_MOST 128

static uint8_t received[RECEIVED_MOST];
static volatile uint8_t received_in, received_out;

/* In 6 ms, where they follow one another. */
#define ENOUGH_SENT 32

/* 256 bytes, so that an index of 8 bits runs round by itself. */
static uint8_t sending[256];
static volatile uint8_t sending_in, sending_out;
static volatile uint8_t sent; /* since the sender was last found alive, at most ENOUGH_SENT */
static uint8_t written; /* where the message being written ends */
static bool is_too_long;

void usart_begin(void)
{
    UCSR0A = _BV(U2X0); /* 57143 at 16 MHz, 0.8 % slow; without it 2.1 % fast */
    UBRR0 = (F_CPU / 4 / BAUD_RATE - 1) / 2;
    UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
    UCSR0B = _BV(RXCIE0) | _BV(RXEN0) | _BV(TXEN0);
}

ISR(USART_RX_vect)
{
    bool is_broken = UCSR0A & (_BV(FE0) | _BV(DOR0));
    uint8_t byte = UDR0;
    uint8_t next = (received_in + 1) % RECEIVED_MOST;
    if (is_broken)
        byte = USART_BROKEN;
    if (next == received_out) {
        /* No room: the newest byte becomes the mark that something is lost here. */
        received[(uint8_t)(received_in - 1) % RECEIVED_MOST] = USART_BROKEN;
        return;
    }
    received[received_in] = byte;
    received_in = next;
}

bool usart_has_received(void)
{
    return received_in != received_out;
}

bool usart_get(uint8_t *byte)
{
    if (!usart_has_received())
        return false;
    *byte = received[received_out];
    received_out = (received_out + 1) % RECEIVED_MOST;
    return true;
}

ISR(USART_UDRE_vect)
{
    UDR0 = sending[sending_out++];
    if (sent < ENOUGH_SENT)
        sent++;
    if (sending_out == sending_in)
        UCSR0B &= ~_BV(UDRIE0);
}

void usart_put(uint8_t byte)
{
    if ((uint8_t)(written + 1) == sending_out)
        is_too_long = true;
    else
        sending[written++] = byte;
}

bool usart_commit(void)
{
    bool fits = !is_too_long;
    is_too_long = false;
    if (!fits) {
        written = sending_in;
        return false;
    }
    sending_in = written;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { UCSR0B |= _BV(UDRIE0); }
    return true;
}

uint8_t usart_room(void)
{
    return sending_out - sending_in - 1;
}

bool usart_is_alive(void)
{
    bool is_alive = sent == ENOUGH_SENT || sending_in == sending_out;
    if (is_alive)
        sent = 0;
    return is_alive;
}
