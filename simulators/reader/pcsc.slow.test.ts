import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { ntag424 } from "../card/ntag424.ts";
import { plainCard } from "../card/plain.ts";
import { cardOf, listenTo, until } from "./bench.ts";
import { layOnVirtualReader } from "./vpcd.ts";

const NEEDED = [
  "/usr/sbin/pcscd",
  "/usr/bin/pcsc_scan",
  "/usr/bin/scriptor",
  "/etc/reader.conf.d/vpcd",
];
const SOCKET = "/run/pcscd/pcscd.comm";
/** Only where pcscd may be started and does not run yet: another one's cards are left alone. */
const canRun = NEEDED.every(existsSync) && !existsSync(SOCKET) && process.getuid?.() === 0;

// Passed by where Debian's pcscd, pcsc-tools and vsmartcard-vpcd are not installed.
describe.skipIf(!canRun)("a PC/SC reader, with the real pcscd and pcsc-tools", () => {
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });
  const kept = <Held extends { close(): unknown }>(held: Held): Held => {
    open.push(held);
    return held;
  };

  async function startPcscd(): Promise<ChildProcess> {
    const daemon = spawn("/usr/sbin/pcscd", ["--foreground"], { stdio: "ignore" });
    const gone = once(daemon, "exit");
    kept({
      async close() {
        daemon.kill();
        await gone;
      },
    });
    await until(() => existsSync(SOCKET));
    return daemon;
  }

  it("taps cards, brings a proof, and comes back with its daemon", async () => {
    const daemon = await startPcscd();
    const { taps, states } = kept(listenTo({ kind: "pcsc", reader: "Virtual PCD" }));
    await until(() => states.at(-1) === "ok");
    const keys = { metaRead: Buffer.alloc(16), fileRead: Buffer.alloc(16) };
    const proving = await layOnVirtualReader(
      ntag424({ uid: Buffer.from("04de5f1eacc040", "hex"), keys }),
    );
    await until(() => taps.length === 1);
    await proving.close();
    daemon.kill();
    await until(() => states.at(-1) === "lost");
    await until(() => !existsSync(SOCKET));
    await startPcscd();
    await until(() => states.at(-1) === "ok");
    kept(await layOnVirtualReader(plainCard(Buffer.from("04adbeef", "hex"))));
    await until(() => taps.length === 2);
    expect(taps.map(({ card }) => card)).toEqual([cardOf("04de5f1eacc040"), cardOf("04adbeef")]);
    expect(taps.map(({ cardProof }) => cardProof?.type)).toEqual(["ntag424-sun", undefined]);
  });
});
