import { once } from "node:events";
import { connect } from "node:net";
import type { Card } from "../card/card.ts";

/** Where the virtual reader of Debian's vsmartcard-vpcd waits for a card. */
const PORT = 35_963;
const GET_ATR = 4;
/** PC/SC part 3, 3.1.3.2.3: a contactless card without historical bytes. */
const ATR = Buffer.from("3B8180018080", "hex");
/** What a reader itself answers; the virtual one leaves it to its card. */
const GET_UID = Buffer.from("FFCA000000", "hex");

/**
 * Lays a card on the virtual reader until it is closed. Both sides send a length of two bytes, high one
 * first, and so many bytes; a single byte is a command to the card's power.
 *
 * @see https://frankmorgner.github.io/vsmartcard/virtualsmartcard/api.html
 */
export async function layOnVirtualReader(card: Card): Promise<{ close(): Promise<void> }> {
  const socket = connect(PORT, "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => {}); // the daemon ended, and its reader with it
  let heard = Buffer.alloc(0);
  const send = (bytes: Uint8Array) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    socket.write(Buffer.concat([length, bytes]));
  };
  const take = (message: Buffer) => {
    if (message.length > 1) send(answerOf(card, message));
    else if (message[0] === GET_ATR) send(ATR);
  };
  socket.on("data", (bytes) => {
    heard = Buffer.concat([heard, bytes]);
    while (heard.length >= 2 && heard.length >= 2 + heard.readUInt16BE()) {
      const end = 2 + heard.readUInt16BE();
      const message = heard.subarray(2, end);
      heard = heard.subarray(end);
      take(message);
    }
  });
  return {
    async close() {
      if (socket.closed) return;
      const closed = once(socket, "close");
      socket.destroy();
      await closed;
    },
  };
}

function answerOf(card: Card, command: Buffer): Uint8Array {
  if (command.equals(GET_UID)) return Buffer.from([...card.uid, 0x90, 0x00]);
  const answer = card.apdu(command);
  return answer.length > 0 ? answer : Buffer.from("6A81", "hex"); // as readers say of a mute card
}
