const [SYSEX, END] = [0xf0, 0xf7];

/** System exclusive to its end, anything else in threes, as boards say it. */
export function isWhole(message: readonly number[]): boolean {
  return message[0] === SYSEX ? message.at(-1) === END : message.length === 3;
}

/** Of all that a board says, its messages. */
export async function* messagesIn(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly number[]> {
  let message: number[] = [];
  for await (const chunk of chunks) {
    for (const byte of chunk) {
      message.push(byte);
      if (!isWhole(message)) continue;
      yield message;
      message = [];
    }
  }
}
