import type { SerialLine, SerialPorts } from "#edge/drivers/driver.ts";
import { messagesIn } from "../../arduino/firmata-message.ts";
import type { Message, Tampering } from "./tampering.ts";

export type Ways = {
  readonly toBoard: Tampering;
  readonly toStation: Tampering;
  /** What the station makes of what it hears; the same where not given. */
  readonly asHeard?: (message: Message) => Message;
};

/** A line on which every message is tampered with, whichever way it goes. */
export function tamperedPorts(ports: SerialPorts, ways: Ways): SerialPorts {
  const { toBoard, toStation, asHeard = (message) => message } = ways;
  const tampered = (line: SerialLine): SerialLine => ({
    ...line,
    async write(text) {
      for (const message of toBoard.pass([...Buffer.from(text, "latin1")])) {
        await line.write(Buffer.from(message).toString("latin1"));
      }
    },
    async *chunks(signal) {
      for await (const message of messagesIn(line.chunks(signal))) {
        for (const passed of toStation.pass(message)) yield Uint8Array.from(asHeard(passed));
      }
    },
  });
  return { openSerial: async (path, options) => tampered(await ports.openSerial(path, options)) };
}
