import type { Card } from "../card/card.ts";

/** A PN532 on its serial line, seen from outside: cards are held to it and taken away. */
export type Pn532 = {
  hold(card: Card): void;
  takeAway(): void;
  /** So many of its next acknowledgements get lost. */
  loseAcks(count: number): void;
  /** The card is taken away just before so many exchanges from now. */
  pullAfter(exchanges: number): void;
};

type FarLine = {
  write(bytes: Uint8Array): void;
  onData(listener: (bytes: Uint8Array) => void): () => void;
};

const ACK = Buffer.from("0000ff00ff00", "hex");
const ERROR = Buffer.from("0000ff01ff7f8100", "hex");
const FIRMWARE = Buffer.from("32010607", "hex");
/** Of InDataExchange: no card answered in time. */
const TIMED_OUT = 0x01;

/** @see NXP UM0701-02; the examples of its frames are in the test */
export function openPn532(line: FarLine): Pn532 {
  let card: Card | null = null;
  let [isAwake, lostAcks, exchangesLeft] = [false, 0, Number.POSITIVE_INFINITY];
  let heard = Buffer.alloc(0);

  function answerTo(code: number, data: Buffer): Uint8Array | null {
    switch (code) {
      case 0x02:
        return FIRMWARE;
      case 0x14:
      case 0x32:
        return Buffer.alloc(0);
      case 0x4a:
        return listed();
      case 0x40:
        return exchanged(data.subarray(1));
      default:
        return null;
    }
  }

  function listed(): Buffer {
    if (card === null) return Buffer.of(0);
    const { atqa, sak, uid, ats } = card;
    return Buffer.of(1, 1, ...atqa, sak, uid.length, ...uid, ...(ats ?? []));
  }

  function exchanged(command: Buffer): Buffer {
    exchangesLeft -= 1;
    if (exchangesLeft < 0) card = null;
    const answer = card?.apdu(command) ?? null;
    return answer === null || answer.length === 0
      ? Buffer.of(TIMED_OUT)
      : Buffer.from([0, ...answer]);
  }

  function take(frame: Buffer): void {
    if (lostAcks > 0) lostAcks -= 1;
    else line.write(ACK);
    const [, code = 0] = frame;
    const answer = answerTo(code, frame.subarray(2));
    line.write(answer === null ? ERROR : answerFrame(code, answer));
  }

  line.onData((bytes) => {
    heard = Buffer.concat([heard, bytes]);
    if (heard.includes(Buffer.from("5555", "hex"))) isAwake = true;
    for (let found = frameIn(heard); found !== null; found = frameIn(heard)) {
      heard = heard.subarray(found.end);
      if (isAwake) take(found.body);
    }
  });
  return {
    hold(next) {
      card = next;
      exchangesLeft = Number.POSITIVE_INFINITY;
    },
    takeAway() {
      card = null;
    },
    loseAcks(count) {
      lostAcks = count;
    },
    pullAfter(exchanges) {
      exchangesLeft = exchanges;
    },
  };
}

/** The first whole command; what is broken before it is skipped. */
function frameIn(bytes: Buffer): { readonly body: Buffer; readonly end: number } | null {
  const start = bytes.indexOf(Buffer.from("00ff", "hex"));
  const length = bytes[start + 2];
  if (start < 0 || length === undefined || bytes.length < start + 5 + length) return null;
  return { body: bytes.subarray(start + 4, start + 4 + length), end: start + 5 + length };
}

function answerFrame(code: number, data: Uint8Array): Buffer {
  const body = Buffer.from([0xd5, code + 1, ...data]);
  const check = -body.reduce((sum, byte) => sum + byte, 0) & 0xff;
  const size = body.length;
  return Buffer.concat([Buffer.of(0, 0, 0xff, size, -size & 0xff), body, Buffer.of(check, 0)]);
}
