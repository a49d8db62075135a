#pragma once
#include <stdint.h>

/** The checksum of zlib and PNG: begin with CRC32_BEGIN, add each byte, end by CRC32_END. */
#define CRC32_BEGIN 0xFFFFFFFFUL
#define CRC32_END(crc) (~(crc))

uint32_t crc32_add(uint32_t crc, uint8_t byte);
uint32_t crc32_of(const uint8_t *bytes, uint8_t count);
