import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { SerialLine } from "#edge/drivers/driver.ts";
import { type Programs, systemPrograms } from "#edge/drivers/programs.ts";
import { ntag424 } from "../card/ntag424.ts";
import type { Pty } from "../pty/pty.ts";
import { cardOf, listenTo, openSocket, until } from "./bench.ts";
import { openPn532 } from "./pn532.ts";
import { rdm6300Frame } from "./rdm6300.ts";
import { serialUidLine } from "./serial-uid.ts";

const EVTEST = fileURLToPath(new URL("evtest.ts", import.meta.url));
const [FIRST, SECOND] = ["62E3086CED", "010063E9AE"];
const bytesOf = (hex: string) => Buffer.from(hex, "hex");
const id12laFrame = (tag: string) =>
  Buffer.concat([rdm6300Frame(tag).slice(0, -1), Buffer.from("\r\n\x03")]);

describe("a reader on a line, as the system has it", () => {
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });
  const kept = <Held extends { close(): unknown }>(held: Held): Held => {
    open.push(held);
    return held;
  };

  it.each([
    ["rdm6300", {}, rdm6300Frame],
    ["id-12la", {}, id12laFrame],
    ["serial-uid", {}, (tag: string) => serialUidLine(bytesOf(tag), "hex")],
    [
      "serial-uid",
      { format: "hex-reversed" },
      (tag: string) => serialUidLine(bytesOf(tag), "hex-reversed", "\r"),
    ],
  ])(
    "of kind %s %j taps cards through noise and cuts, also when unplugged",
    async (kind, own, frameOf) => {
      const { plug, unplug, path } = kept(openSocket());
      const spoiledBy = (pty: Pty, tag: string) => {
        pty.write(Buffer.from("\xff\x00?\r\n", "latin1"));
        pty.write(frameOf(tag).subarray(0, 6));
        pty.write(Buffer.from("\r\n"));
        pty.write(frameOf(tag));
      };
      const pty = await plug();
      const { taps, states } = kept(listenTo({ kind, path, ...own }));
      await until(() => states.at(-1) === "ok");
      spoiledBy(pty, FIRST);
      await until(() => taps.length === 1);
      await unplug();
      await until(() => states.at(-1) === "lost");
      const again = await plug();
      await until(() => states.at(-1) === "ok");
      spoiledBy(again, SECOND);
      await until(() => taps.length === 2);
      expect(taps.map(({ card }) => card)).toEqual([cardOf(FIRST), cardOf(SECOND)]);
    },
  );

  it("of kind pn532 brings a proof, though acknowledgements are lost and it is unplugged", async () => {
    const { plug, unplug, path } = kept(openSocket());
    const keys = { metaRead: Buffer.alloc(16), fileRead: Buffer.alloc(16) };
    const card = ntag424({ uid: bytesOf("04de5f1eacc040"), keys });
    const chip = openPn532(await plug());
    const { taps, states } = kept(listenTo({ kind: "pn532", path }));
    await until(() => states.at(-1) === "ok");
    chip.loseAcks(1);
    chip.hold(card);
    await until(() => taps.length === 1);
    await unplug();
    await until(() => states.at(-1) === "lost");
    openPn532(await plug()).hold(card);
    await until(() => taps.length === 2);
    for (const tap of taps) {
      expect(tap).toMatchObject({ card: cardOf("04de5f1eacc040") });
      expect(tap.cardProof?.type).toBe("ntag424-sun");
    }
  });

  it("of kind wedge taps what is typed, also after evtest has ended", async () => {
    const lines: SerialLine[] = [];
    const programs: Programs = {
      async open(command) {
        const args = [EVTEST, ...command.args];
        const line = await systemPrograms.open({ ...command, file: process.execPath, args });
        lines.push(line);
        return line;
      },
    };
    const path = "/dev/input/by-id/usb-reader-event-kbd";
    const { taps, states } = kept(listenTo({ kind: "wedge", path }, programs));
    await until(() => lines.length === 1);
    await lines[0]?.write(`${FIRST}\n123\n`);
    await until(() => taps.length === 1);
    await lines[0]?.write("unplug\n");
    await until(() => states.at(-1) === "lost");
    await until(() => lines.length === 2);
    await lines[1]?.write(`${SECOND}\n`);
    await until(() => taps.length === 2);
    expect(taps.map(({ card }) => card)).toEqual([cardOf(FIRST), cardOf(SECOND)]);
  });
});
