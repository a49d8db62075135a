#include "parser.h"

#include <stdbool.h>

#include "firmata.h"
#include "message.h"

#define NOTHING 0

static uint8_t command; /* of the message that is coming in, or NOTHING */
static uint8_t data[SYSEX_MOST];
static uint8_t count;

/** How many bytes follow a command; 0 also for what is no command. */
static uint8_t arguments_of(uint8_t byte)
{
    switch (byte & 0xF0) {
    case DIGITAL_PORT:
    case ANALOG:
        return 2;
    case REPORT_ANALOG:
    case REPORT_DIGITAL:
        return 1;
    default:
        return byte == SET_PIN_MODE || byte == DIGITAL_PIN ? 2 : 0;
    }
}

static void begin(uint8_t byte)
{
    count = 0;
    command = byte;
    if (byte == SYSEX_BEGIN || arguments_of(byte) > 0)
        return;
    command = NOTHING;
    firmata_command(byte, data);
}

static void collect(uint8_t byte)
{
    if (command == NOTHING)
        return;
    if (count == SYSEX_MOST) {
        command = NOTHING;
        return;
    }
    data[count++] = byte;
    if (command == SYSEX_BEGIN || count < arguments_of(command))
        return;
    firmata_command(command, data);
    command = NOTHING;
}

static void end_sysex(void)
{
    if (command == SYSEX_BEGIN && count > 0)
        firmata_sysex(data, count);
    command = NOTHING;
}

void parser_take(uint8_t byte)
{
    if (byte == SYSEX_END)
        end_sysex();
    else if (byte >= 0x80)
        begin(byte);
    else
        collect(byte);
}
