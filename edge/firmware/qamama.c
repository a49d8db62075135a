#include "qamama.h"

#include <avr/pgmspace.h>
#include <stdbool.h>

#include "clock.h"
#include "crc32.h"
#include "guard.h"
#include "hx711.h"
#include "message.h"

enum sysex { WEIGHT = 0x01, ALIVE = 0x02, HX711 = 0x03, GUARD = 0x04, BEAT = 0x05 };

#define ALIVE_EVERY_MS 500
#define CRC_BYTES 5

static uint16_t boot, seq;
static uint8_t cause;
static uint16_t alive_ms;

void qamama_begin(uint16_t boot_number, uint8_t reset_flags)
{
    boot = boot_number;
    cause = reset_flags & 0xF;
}

static void send_weight(const struct conversion *conversion)
{
    seq++;
    message_begin(WEIGHT);
    message_number(boot, 2);
    message_number(seq, 2);
    message_byte(conversion->status);
    message_number(conversion->raw, 4);
    message_end_sealed();
}

static void send_alive(void)
{
    message_begin(ALIVE);
    message_number(boot, 2);
    message_number(seq, 2);
    message_byte(cause);
    message_byte(guard_holds());
    message_end_sealed();
}

void qamama_poll(void)
{
    struct conversion conversion;
    if (hx711_poll(&conversion))
        send_weight(&conversion);
    if ((uint16_t)(clock_ms() - alive_ms) < ALIVE_EVERY_MS)
        return;
    alive_ms += ALIVE_EVERY_MS;
    send_alive();
}

/** The checksum is over the id, too, which stands before the data. */
static bool is_sealed(const uint8_t *data, uint8_t count)
{
    uint32_t crc = crc32_of(data - 1, 1 + count - CRC_BYTES);
    const uint8_t *seal = data + count - CRC_BYTES;
    return number_of(seal, CRC_BYTES) == crc && seal[CRC_BYTES - 1] < 0x10;
}

static bool obey(uint8_t id, const uint8_t *arguments, uint8_t count)
{
    switch (id) {
    case HX711:
        return count == 3 && hx711_begin(arguments[0], arguments[1], arguments[2]);
    case GUARD:
        return count == 4 && guard_set(arguments[0], number_of(arguments + 1, 2), arguments[3]);
    default:
        if (count == 0)
            guard_beat();
        return count == 0;
    }
}

static void acknowledge(uint8_t id, const uint8_t *arguments, uint8_t count)
{
    message_begin(id);
    while (count-- > 0)
        message_byte(*arguments++);
    message_end_sealed();
}

void qamama_sysex(uint8_t id, const uint8_t *data, uint8_t count)
{
    if (id != HX711 && id != GUARD && id != BEAT)
        return;
    if (count < CRC_BYTES || !is_sealed(data, count) || !obey(id, data, count - CRC_BYTES))
        message_text(PSTR("refused "), id);
    else if (id != BEAT)
        acknowledge(id, data, count - CRC_BYTES);
}
