import { describe, expect, it, vi } from "vitest";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { reliefTotals } from "#contract/relief-totals.ts";
import { EpochMs, Grams, MilliPoints } from "#contract/units.ts";
import { sampleYear } from "../papers/year.fixture.ts";
import { paperStore } from "../reports/paper-store.ts";
import { buildHttp } from "./http.ts";

const RELIEF = {
  reliefYear: async (year: number) => ({
    ...sampleYear,
    year,
    statements: year === 2026 ? sampleYear.statements : [],
  }),
  reliefTotals: async (year: number) =>
    year === 2026
      ? [
          {
            household: "h002",
            gramsByStream: { plastic: Grams(4320) },
            ...{ points: MilliPoints(17_280), compared: 17, basisPoints: 0 },
          },
          {
            household: "h001",
            gramsByStream: {},
            ...{ points: MilliPoints(400_000), compared: 400, basisPoints: 1_140 },
          },
        ]
      : [],
};

describe("GET /api/v1/relief/{year}", () => {
  const relief = async (headers = {}, year = "2026") => {
    const app = await buildHttp({
      store: paperStore(RELIEF),
      scheme: {
        name: "beitillo",
        timeZone: "Asia/Hebron",
        currency: { code: "QAM", minorUnits: 2 },
      },
      now: () => EpochMs(Date.UTC(2027, 4, 2)),
      keys: () => ({ keys: [] }),
      signing: generateSigningKey,
      status: () => ({ startedAt: utcTime(0), faults: [], stations: new Map() }),
      log: { warn: vi.fn(), error: vi.fn() },
    });
    try {
      return await app.inject({ url: `/api/v1/relief/${year}`, headers });
    } finally {
      await app.close();
    }
  };

  it("is JSON by the contract, households by name", async () => {
    const answer = await relief();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    const totals = reliefTotals.parse(answer.json());
    expect(totals.households.map(({ household, percent }) => [household, percent])).toEqual([
      ["h001", 11.4],
      ["h002", 0],
    ]);
    expect(totals).toMatchObject({ state: "closed", singlePerson: ["tariff-2026-1"] });
    expect(totals.sums.milliPoints).toBe(417_280);
  });

  it("is CSV for who asks for that", async () => {
    const answer = await relief({ accept: "text/csv" });
    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(answer.headers.vary).toBe("accept");
    expect(answer.body.split("\r\n")[1]).toMatch(/^h001,0,0,400000,\d+,11\.40$/);
  });

  it("is not sent again to who has it", async () => {
    const { etag } = (await relief()).headers;
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const answer = await relief({ "if-none-match": known });
      expect([answer.statusCode, answer.body]).toEqual([304, ""]);
    }
    expect((await relief({ "if-none-match": etag, accept: "text/csv" })).statusCode).toBe(200);
  });

  it("is empty for a year without deposits", async () => {
    expect((await relief({}, "2031")).json().sums.households).toBe(0);
  });

  it.each(["26", "20x6", "2026.5", "-2026", "1999", "20261"])(
    "refuses the year %s",
    async (year) => {
      const answer = await relief({}, year);
      expect(answer.statusCode).toBe(400);
      expect(answer.json().error).toEqual({
        code: "bad-year",
        message: `"${year}" is not a year: write four digits, such as /api/v1/relief/2026.`,
      });
    },
  );

  it("refuses a media type that it does not have", async () => {
    const answer = await relief({ accept: "application/xml" });
    expect([answer.statusCode, answer.json().error.code]).toEqual([406, "not-acceptable"]);
  });
});
