#include "store.h"

#include <avr/eeprom.h>

#include "crc32.h"

#define BOOT_ADDRESS ((uint16_t *)16) /* not 0, which a failing supply hits first */
#define GUARD_ADDRESS 32
#define BOOT_NUMBERS 0x4000U

struct sealed_guard {
    struct kept_guard guard;
    uint32_t crc;
};

/* What the EEPROM shall have at GUARD_ADDRESS, and how much of it is not known to be there. */
static struct sealed_guard image;
static uint8_t unwritten;

uint16_t store_count_boot(void)
{
    uint16_t boot = (eeprom_read_word(BOOT_ADDRESS) + 1) % BOOT_NUMBERS;
    eeprom_update_word(BOOT_ADDRESS, boot);
    eeprom_busy_wait(); /* before anyone hears of it, or two starts could have one number */
    return boot;
}

static uint32_t checksum_of(const struct kept_guard *guard)
{
    return crc32_of((const uint8_t *)guard, sizeof *guard);
}

bool store_read_guard(struct kept_guard *guard)
{
    eeprom_read_block(&image, (const void *)GUARD_ADDRESS, sizeof image);
    *guard = image.guard;
    return image.crc == checksum_of(guard);
}

void store_write_guard(const struct kept_guard *guard)
{
    image.guard = *guard;
    image.crc = checksum_of(guard);
    unwritten = sizeof image;
}

void store_poll(void)
{
    while (unwritten > 0 && eeprom_is_ready()) {
        uint8_t i = --unwritten;
        eeprom_update_byte((uint8_t *)GUARD_ADDRESS + i, ((const uint8_t *)&image)[i]);
    }
}
