#pragma once
#include <stdbool.h>
#include <stdint.h>

/**
 * Stands for a byte that came in broken or was lost. Firmata has no command of this value, so the
 * message that it stands in is dropped, and none begins.
 */
#define USART_BROKEN 0xFD

/** 57600 bits a second, 8 data bits, no parity, 1 stop bit. */
void usart_begin(void);

/** Takes the next byte that came in; false when there is none. */
bool usart_get(uint8_t *byte);
bool usart_has_received(void);

/** Adds a byte to the message being written. Nothing of it is sent before usart_commit. */
void usart_put(uint8_t byte);

/** Sends the message, or drops it whole when it did not fit; never waits. */
bool usart_commit(void);

/** Bytes that a message may have now. */
uint8_t usart_room(void);

/** False when bytes wait and hardly any have gone since it was last true: the sender is dead. */
bool usart_is_alive(void);
