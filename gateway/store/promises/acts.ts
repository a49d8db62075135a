import { expect, it } from "vitest";
import { generateSigningKey } from "#contract/jwk.ts";
import type { Act } from "../../registry/act.ts";
import { at, card } from "../sample-station.ts";
import { sampleTariff } from "../sample-tariff.ts";
import { type OpenStore, testbed } from "./testbed.ts";

export function promisesOfActs(open: OpenStore): void {
  const bed = testbed(open);

  it.each<[string, Act["kind"], object]>([
    [
      "station-exists",
      "station-enrol",
      { station: "beitillo-01", publicKey: generateSigningKey().publicJwk, passwordHash: "x" },
    ],
    ["no-such-station", "station-revoke", { station: "nowhere" }],
    ["no-such-station", "chain-approve", { station: "nowhere", code: "x" }],
    ["no-such-request", "chain-approve", { station: "beitillo-01", code: "Zk3e4567890_" }],
    ["household-exists", "household-add", { household: "h001", members: 2 }],
    ["no-such-household", "card-issue", { household: "h999", card: card("new") }],
    ["card-already-issued", "card-issue", { household: "h001", card: card("card-1") }],
    ["proof-not-demanded", "card-waive-proof", { card: card("card-1"), reason: "broken" }],
    ["tariff-overlaps", "tariff-publish", { tariff: sampleTariff({ id: "other" }) }],
    ["tariff-overlaps", "tariff-publish", { tariff: sampleTariff({ validFrom: "2027-01" }) }],
    [
      "tariff-too-late",
      "tariff-publish",
      { tariff: sampleTariff({ id: "other", validFrom: "2026-10" }) },
    ],
  ])("refuses with %s, and changes nothing", async (code, kind, fields) => {
    const before: unknown[] = [];
    for await (const event of bed.store.events()) before.push(event);
    expect(await bed.act(kind, fields)).toBe(code);
    const after: unknown[] = [];
    for await (const event of bed.store.events()) after.push(event);
    expect(after).toEqual(before);
  });

  it("takes a tariff until a clock may show its month, and not after that", async () => {
    const publish = (utc: string) =>
      bed.act(
        "tariff-publish",
        { tariff: sampleTariff({ id: "b", validFrom: "2026-12" }) },
        at(utc),
      );
    expect(await publish("2026-11-30T21:55:00.000Z")).toBe("tariff-too-late");
    expect(await publish("2026-11-30T21:54:59.999Z")).toBeNull();
  });

  it("does not let one key serve two stations", async () => {
    const twin = {
      station: "beitillo-09",
      publicKey: bed.station.key.publicJwk,
      passwordHash: "x",
    };
    expect(await bed.act("station-enrol", twin)).toBe("key-known");
  });

  it("enrols a station anew that was revoked, with another key and password", async () => {
    const [before] = await bed.store.stations();
    await bed.act("station-revoke", { station: "beitillo-01" });
    const again = { station: "beitillo-01", publicKey: bed.station.key.publicJwk };
    expect(await bed.act("station-enrol", { ...again, passwordHash: "y" })).toBe("key-known");
    const { publicJwk: publicKey, id } = generateSigningKey();
    const anew = { station: "beitillo-01", publicKey, passwordHash: "y" };
    expect(await bed.act("station-enrol", anew)).toBeNull();
    const [after] = await bed.store.stations();
    expect(after?.passwordHash).toBe("y");
    expect(after?.chains.map(({ chain, number, state }) => [chain, number, state])).toEqual([
      [before?.chains[0]?.chain, 1, "revoked"],
      [id, 2, "open"],
    ]);
  });
}
