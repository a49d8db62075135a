// A character display: an HD44780 on its 4-bit bus behind a PCF8574, as bytes for the latter's lines.
// Source: Hitachi, HD44780U data sheet, table 6 and figure 24 (initializing by instruction).

/** Bytes that follow each other on the bus at once. */
export type Message = readonly number[];

/** Lines of the PCF8574 below the four of data, as all such boards are wired. */
const [IS_DATA, ENABLE, LIGHT] = [0x01, 0x04, 0x08];
const [HOME, FORWARDS, SHOWN, FOUR_BITS_TWO_LINES, ADDRESS] = [0x02, 0x06, 0x0c, 0x28, 0x80];
const [EIGHT_BITS, FOUR_BITS] = [0x3, 0x2];
/** In the controller's memory the third and fourth line go on where the first and second end. */
const SECOND_LINE = 0x40;

/** Read when the enabling line falls; the line that tells data from commands stands before that. */
function nibble(four: number, kind = 0): Message {
  const lines = (four << 4) | kind | LIGHT;
  return [lines, lines | ENABLE, lines];
}

const byte = (value: number, kind = 0): Message => [
  ...nibble(value >> 4, kind),
  ...nibble(value & 0x0f, kind),
];

/**
 * Makes it listen, whatever state it is in: without power until now, or with half a byte that it waits for
 * the rest of. What it shows stays, where it is well, but for some ms of its second line. Messages go out at once, and `STEP_MS` lies between
 * two lots; the first may end a half byte, which may be the slowest of all commands.
 */
export const INITIALISATION: readonly (readonly Message[])[] = [
  [nibble(EIGHT_BITS)],
  [
    ...[EIGHT_BITS, EIGHT_BITS, FOUR_BITS].map((four) => nibble(four)),
    ...[FOUR_BITS_TWO_LINES, SHOWN, FORWARDS, HOME].map((command) => byte(command)),
  ],
];

/** ms: 4.1 at least by the data sheet. */
export const STEP_MS = 6;

/** @param columns of the display @param text of its own letters: ASCII, but for the backslash and tilde */
export function textAt(
  { row, column, text }: { readonly row: number; readonly column: number; readonly text: string },
  columns: number,
): readonly Message[] {
  const start = (row % 2) * SECOND_LINE + (row < 2 ? 0 : columns) + column;
  const letters = Array.from(text, (letter) => byte(letter.charCodeAt(0), IS_DATA));
  return [byte(ADDRESS | start), ...letters];
}
