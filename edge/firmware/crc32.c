#include "crc32.h"

#define POLYNOMIAL 0xEDB88320UL /* bits in the order in which they are sent, lowest first */

uint32_t crc32_add(uint32_t crc, uint8_t byte)
{
    crc ^= byte;
    for (uint8_t bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ POLYNOMIAL : crc >> 1;
    return crc;
}

uint32_t crc32_of(const uint8_t *bytes, uint8_t count)
{
    uint32_t crc = CRC32_BEGIN;
    while (count-- > 0)
        crc = crc32_add(crc, *bytes++);
    return CRC32_END(crc);
}
