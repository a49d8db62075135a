import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { assert } from "#contract/assert.ts";
import type { AdminCommand } from "./command.ts";
import { execute } from "./execute.ts";
import { openSample, sampleFolder, scratch } from "./sample-folder.ts";

let room: ReturnType<typeof scratch>;
let opened: Awaited<ReturnType<typeof openSample>>;
beforeEach(async () => {
  room = scratch();
  opened = await openSample(await sampleFolder(room.folder));
});
afterEach(async () => {
  await opened.close();
  room.remove();
});

const ask = (command: AdminCommand) => execute({ actor: "amal", command }, opened.context);

async function answerTo(command: AdminCommand) {
  const outcome = await ask(command);
  assert(outcome.ok && outcome.value.kind === "answer", JSON.stringify(outcome));
  return outcome.value;
}

const claim = () =>
  answerTo({ kind: "card-issue", household: "h012", card: { lastTapAt: "beitillo-01" } });

/** Two bags of 1 kg of plastic, in events 5 and 6. */
describe("trial-balance", () => {
  it("lists every balance, and that each asset sums to zero", async () => {
    const { text, data } = await answerTo({ kind: "trial-balance", at: null });
    const lines = text.split("\n");
    expect(lines[0]).toBe("At journal position 6:");
    expect(lines.map((line) => line.replace(/ +/g, " ")).slice(2)).toEqual([
      "account amount asset",
      "bin:beitillo-01:plastic 2000 G:plastic",
      "issuance:plastic -0.80 QAM",
      "municipality:relief:2026 -8.000 RLF",
      "unclaimed:card-1_______________A -2000 G:plastic",
      "unclaimed:card-1_______________A 0.80 QAM",
      "unclaimed:card-1_______________A:relief:2026 8.000 RLF",
      "SUM 0 G:plastic",
      "SUM 0.00 QAM",
      "SUM 0.000 RLF",
    ]);
    expect(data).toMatchObject({
      position: 6,
      sums: [{ amount: 0 }, { amount: 0 }, { amount: 0 }],
    });
  });

  it("is the same afterwards for a position of the past", async () => {
    const before = await answerTo({ kind: "trial-balance", at: 5 });
    await claim();
    expect(await answerTo({ kind: "trial-balance", at: 5 })).toEqual(before);
    expect(before.text).toMatch(/^issuance:plastic +-0\.40 +QAM$/m);
  });
});

describe("account show", () => {
  const account = "unclaimed:card-1_______________A";

  it("lists what was posted, with the balance after it", async () => {
    await claim();
    const { text, data } = await answerTo({ kind: "account-show", account, at: null });
    expect(text.split("\n")[0]).toBe(`${account}. At journal position 7:`);
    const credits = text.split("\n").filter((line) => line.includes("QAM"));
    expect(credits.map((line) => line.trim().replace(/ +/g, " "))).toEqual([
      "5 2026-11-22 0.40 0.40 QAM deposit beitillo/beitillo-01/1/1",
      "6 2026-11-22 0.40 0.80 QAM deposit beitillo/beitillo-01/1/2",
      "7 2026-11-22 -0.80 0.00 QAM card claimed card-1_______________A",
    ]);
    const { lines } = z.looseObject({ lines: z.array(z.unknown()) }).parse(data);
    expect(lines).toContainEqual({
      position: 5,
      date: "2026-11-22",
      description: "deposit",
      tags: { deposit: "beitillo/beitillo-01/1/1", reasons: "unclaimed", weighed: "2026-11-22" },
      asset: "QAM/2",
      amount: 40,
      balance: 40,
    });
  });

  it("ends where it is told to", async () => {
    const { text } = await answerTo({ kind: "account-show", account, at: 5 });
    expect(text).toContain("beitillo/beitillo-01/1/1");
    expect(text).not.toContain("beitillo/beitillo-01/1/2");
  });

  it("refuses an account to which nothing was posted by then", async () => {
    const early = await ask({ kind: "account-show", account, at: 4 });
    expect(early).toMatchObject({ problem: { code: "no-such-account" } });
    const none = await ask({ kind: "account-show", account: "household:h999", at: null });
    expect(none).toMatchObject({
      problem: { message: expect.stringMatching(/^Nothing was posted to household:h999 up to/) },
    });
  });
});

describe("liability", () => {
  it("is what was issued and not yet spent, on cards and with households", async () => {
    const { text, data } = await answerTo({ kind: "liability", at: null });
    expect(data).toEqual({
      position: 6,
      asset: "QAM/2",
      households: 0,
      unclaimed: 80,
      outstanding: 80,
      expired: 0,
      elsewhere: 0,
      issued: 80,
    });
    expect(text).toMatch(/^outstanding +0\.80 QAM$/m);
    await claim();
    expect((await answerTo({ kind: "liability", at: null })).data).toMatchObject({
      households: 80,
      unclaimed: 0,
      outstanding: 80,
    });
  });

  it("can be asked for at a position of the past", async () => {
    const { data } = await answerTo({ kind: "liability", at: 5 });
    expect(data).toMatchObject({ position: 5, outstanding: 40, issued: 40 });
  });
});

describe("a position that there is not yet", () => {
  const commands: readonly AdminCommand[] = [
    { kind: "trial-balance", at: 7 },
    { kind: "account-show", account: "issuance:plastic", at: 7 },
    { kind: "liability", at: 7 },
  ];

  it.each(commands)("is refused: $kind", async (command) => {
    expect(await ask(command)).toMatchObject({
      problem: {
        code: "no-such-position",
        message: "The journal ends at position 6: there is no position 7 yet.",
      },
    });
  });
});
