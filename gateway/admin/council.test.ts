import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { GatewayConfig } from "../config.ts";
import { typed } from "./paper-terminal.ts";
import { sampleFolder, scratch } from "./sample-folder.ts";

let room: ReturnType<typeof scratch>;
let config: GatewayConfig;
beforeEach(async () => {
  room = scratch();
  config = await sampleFolder(join(room.folder, "data"));
});
afterEach(() => room.remove());

const admin = (...args: string[]) => typed(config.data, args);

describe("the council's desk", () => {
  it("takes two people through money and corrections", async () => {
    const said = async (...args: string[]) => {
      const { out, err } = await admin(...args);
      return `${out}${err}`.trimEnd();
    };
    const pay = ["payment", "record", "--household", "h012", "--producer", "bakery"];
    expect(await said("person", "add", "amal")).toBe("amal is registered.");
    expect(await said("person", "add", "basma")).toBe("basma is registered.");
    expect(await said("producer", "add", "bakery")).toBe("Producer bakery is enrolled.");
    expect(await said(...pay, "--amount", "12,5", "--reference", "1")).toContain("without a comma");
    expect(await said("household", "resize", "h012", "--members", "6")).toMatch(
      /^Household h012 counts 6 members from \d{4}-\d\d on\.$/,
    );
    expect(await said("card", "issue", "h012", "--last-tap", "beitillo-01")).toContain("h012");
    const correct = ["deposit", "correct", "beitillo-01/1/1", "--grams", "٢٠٠٠", "--reason", "x"];
    expect(await said(...correct)).toContain("add --approver NAME");
    expect(await said(...correct, "--approver", "Amal")).toContain("cannot approve");
    expect(await said(...correct, "--approver", "basma")).toContain("counts for household:h012");
    expect(await said(...pay, "--amount", "٠٫٨", "--reference", "1")).toContain("paid 0.80 QAM to");
    const beyond = await said(...pay, "--amount", "0.41", "--reference", "2");
    expect(beyond).toBe("Household h012 holds 0.40 QAM, which is less than 0.41 QAM.");
    expect(await said("household", "show", "h012")).toContain("balance 0.40 QAM");
    const strike = ["held", "strike-out", "beitillo-01/1/2", "--reason", "x"];
    expect(await said(...strike, "--approver", "basma")).toContain("does not wait for a person");
  });

  it("replays an export into another folder, with the same digests", async () => {
    const [file, data] = [join(room.folder, "j.jsonl"), join(room.folder, "again")];
    await admin("journal", "export", "--out", file);
    const digests = await admin("digests");
    const replayed = await admin("replay", "--from", file, "--data", data);
    expect(replayed).toMatchObject({ code: 0, err: "" });
    expect(replayed.out).toContain(digests.out);
  });
});
