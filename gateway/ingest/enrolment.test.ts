import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { signEnrol } from "#contract/enrol.ts";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { fail, ok } from "#contract/result.ts";
import { EpochMs } from "#contract/units.ts";
import type { Act } from "../registry/act.ts";
import { at, BOOT } from "../store/sample-station.ts";
import type { Store } from "../store/store.ts";
import { openEnrolment } from "./enrolment.ts";

const NOW = at("2026-11-22T08:00:00.000Z");
const name = { scheme: "beitillo", station: "beitillo-01" };
const stamp = { boot: BOOT, clock: "synced", time: utcTime(NOW), uptimeMs: 1 } as const;
const request = (key = generateSigningKey(), of = name) => Buffer.from(signEnrol(of, stamp, key));

function start(answer: Awaited<ReturnType<Store["act"]>> = ok({ position: 1, text: "" })) {
  const acts: Act[] = [];
  const clock = { now: NOW };
  const store = {
    act: async (act: Act) => {
      acts.push(act);
      return answer;
    },
  };
  const log = pino({ level: "silent" });
  return { acts, clock, ...openEnrolment({ store, now: () => clock.now, log }) };
}

describe("a request for a chain", () => {
  it("becomes an act of the station", async () => {
    const key = generateSigningKey();
    const { receive, acts } = start();
    await receive(name, request(key));
    expect(acts).toEqual([
      {
        actor: "station:beitillo-01",
        at: NOW,
        kind: "chain-request",
        station: "beitillo-01",
        chain: key.id,
        publicKey: key.publicJwk,
      },
    ]);
  });

  it("may be refused by the store", async () => {
    const { receive, acts } = start(fail({ code: "key-known", message: "" }));
    await receive(name, request());
    expect(acts).toHaveLength(1);
  });

  it.each([
    ["garbage", Buffer.from("garbage")],
    ["too long", Buffer.alloc(5000, "A")],
    ["another station's", request(generateSigningKey(), { ...name, station: "beitillo-02" })],
    [
      "unsigned",
      Buffer.from(
        request()
          .toString()
          .replace(/.....$/, "AAAAA"),
      ),
    ],
  ])("that is %s is ignored and counted", async (_what, payload) => {
    const { receive, acts, ignored } = start();
    await receive(name, payload);
    expect([acts, ignored()]).toEqual([[], 1]);
  });

  it("may be several at once, since a restored gateway may have forgotten several chains", async () => {
    const { receive, acts } = start();
    await Promise.all([receive(name, request()), receive(name, request())]);
    expect(acts).toHaveLength(2);
  });

  it("is looked at eight times a minute for each station, wherever the clock goes", async () => {
    const { receive, acts, clock, ignored } = start();
    for (let count = 1; count <= 9; count += 1) await receive(name, request());
    expect([acts.length, ignored()]).toEqual([8, 1]);
    const other = { ...name, station: "beitillo-02" };
    await receive(other, request(generateSigningKey(), other));
    clock.now = EpochMs(NOW + 60_000);
    await receive(name, request());
    clock.now = EpochMs(NOW - 86_400_000);
    await receive(name, request());
    expect([acts.length, ignored()]).toEqual([11, 1]);
  });
});
