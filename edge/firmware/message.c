#include "message.h"

#include <avr/pgmspace.h>

#include "crc32.h"
#include "usart.h"

#define STRING 0x71
#define CRC_GROUPS 5

static uint32_t crc;

void message_begin(uint8_t id)
{
    usart_put(SYSEX_BEGIN);
    crc = CRC32_BEGIN;
    message_byte(id);
}

void message_byte(uint8_t byte)
{
    crc = crc32_add(crc, byte);
    usart_put(byte);
}

void message_number(uint32_t number, uint8_t groups)
{
    for (; groups > 0; groups--) {
        message_byte(number & 0x7F);
        number >>= 7;
    }
}

void message_end(void)
{
    usart_put(SYSEX_END);
    usart_commit();
}

void message_end_sealed(void)
{
    message_number(CRC32_END(crc), CRC_GROUPS);
    message_end();
}

static char hex_digit(uint8_t value)
{
    return value < 10 ? '0' + value : 'A' + value - 10;
}

void message_text(const char *flash_text, uint8_t byte)
{
    message_begin(STRING);
    for (char letter; (letter = pgm_read_byte(flash_text)) != '\0'; flash_text++)
        message_number(letter, 2);
    message_number(hex_digit(byte >> 4), 2);
    message_number(hex_digit(byte & 0xF), 2);
    message_end();
}

uint32_t number_of(const uint8_t *groups, uint8_t count)
{
    uint32_t number = 0;
    while (count-- > 0)
        number = number << 7 | groups[count];
    return number;
}
