import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { requireTool, VPCD } from "../../tools/require-tool.ts";
import { ntag424 } from "../card/ntag424.ts";
import { plainCard } from "../card/plain.ts";
import { cardOf, listenTo, until } from "./bench.ts";
import { layOnVirtualReader } from "./vpcd.ts";

const SOCKET = "/run/pcscd/pcscd.comm";
const TESTED = "a PC/SC reader by the real pcscd";
const present = requireTool("pcsc_scan", TESTED) && requireTool(VPCD, TESTED);
/** Why this test may not start its own pcscd. Another one's cards are left alone. */
const hindrance =
  (process.getuid?.() !== 0 && "only root starts pcscd") ||
  (existsSync(SOCKET) && "pcscd runs already; systemctl stop pcscd.socket pcscd.service ends it");
if (present && hindrance !== false) console.warn(`SKIPPED: ${TESTED}: ${hindrance}.`);

describe.runIf(present && hindrance === false)("a PC/SC reader, with the real pcscd", () => {
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
