import { describe, expect, it, vi } from "vitest";
import { assert } from "#contract/assert.ts";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { reliefPage } from "#contract/relief-page.ts";
import type { ReliefYear } from "#contract/relief-statement.ts";
import { keyRingOf } from "#contract/signed.ts";
import { EpochMs, MinorUnits } from "#contract/units.ts";
import { lists, verifyManifest } from "../papers/manifest.ts";
import { statementsCsv } from "../papers/statements-csv.ts";
import { sampleYear } from "../papers/year.fixture.ts";
import { paperStore } from "../reports/paper-store.ts";
import type { Store } from "../store/store.ts";
import { buildHttp } from "./http.ts";

const key = generateSigningKey();

/** As it was closed: since then the fee has changed, and with it every relief. */
const frozen: ReliefYear = {
  ...sampleYear,
  statements: sampleYear.statements.map((one) => ({ ...one, reliefMinorUnits: MinorUnits(1) })),
};
const bothViews: Store["reliefYear"] = async (_, { view = "now" } = {}) =>
  view === "now" ? sampleYear : frozen;

async function get(path: string, headers = {}, reliefYear: Store["reliefYear"] = bothViews) {
  const app = await buildHttp({
    store: paperStore({ reliefYear }),
    scheme: { name: "beitillo", timeZone: "Asia/Hebron", currency: { code: "QAM", minorUnits: 2 } },
    now: () => EpochMs(Date.UTC(2027, 4, 2)),
    keys: () => ({ keys: [] }),
    signing: () => key,
    status: () => ({ startedAt: utcTime(0), faults: [], stations: new Map() }),
    log: { warn: vi.fn(), error: vi.fn() },
  });
  try {
    return await app.inject({ url: `/api/v1/relief/2026/${path}`, headers });
  } finally {
    await app.close();
  }
}

describe("GET /api/v1/relief/{year}/statements", () => {
  it.each([1, 2, 3, 100])("gives every statement once, %i at a time", async (limit) => {
    const all: unknown[] = [];
    let path: string | null = `statements?limit=${limit}`;
    while (path !== null) {
      const answer = await get(path);
      const page = reliefPage.parse(answer.json());
      expect(page.sums).toEqual(sampleYear.sums);
      expect(answer.headers.link).toBe(
        page.next === null ? undefined : `<${page.next}>; rel="next"`,
      );
      all.push(...page.statements);
      path = page.next?.replace("/api/v1/relief/2026/", "") ?? null;
    }
    expect(all).toEqual(sampleYear.statements);
  });

  it.each([1, 2, 100])("gives a closed year as it was, %i at a time", async (limit) => {
    const all: unknown[] = [];
    let path: string | null = `statements?view=frozen&limit=${limit}`;
    while (path !== null) {
      const page = reliefPage.parse((await get(path)).json());
      all.push(...page.statements);
      path = page.next?.replace("/api/v1/relief/2026/", "") ?? null;
    }
    expect(all).toEqual(frozen.statements);
  });

  it("has nothing frozen of a year that is open", async () => {
    const open = async (): Promise<ReliefYear> => ({ ...sampleYear, state: "open" });
    for (const path of ["statements?view=frozen", "manifest?view=frozen"]) {
      const answer = await get(path, {}, open);
      expect(answer.statusCode).toBe(404);
      expect(answer.json().error).toEqual({
        code: "year-open",
        message: "2026 is not closed yet, so nothing of it is frozen: ask without view=frozen.",
      });
    }
    expect((await get("statements?view=now", {}, open)).statusCode).toBe(200);
  });

  it("is CSV for who asks for that, with the next page in a header", async () => {
    const answer = await get("statements?limit=2", { accept: "text/csv" });
    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(answer.headers.vary).toBe("accept");
    expect(answer.headers.link).toContain("cursor=h002&limit=2");
    const statements = sampleYear.statements.slice(0, 2);
    expect(answer.body).toBe(statementsCsv({ ...sampleYear, statements }));
  });

  it("is not sent again to who has it", async () => {
    const { etag } = (await get("statements")).headers;
    expect((await get("statements", { "if-none-match": etag })).statusCode).toBe(304);
    expect((await get("statements?limit=1", { "if-none-match": etag })).statusCode).toBe(200);
    const then = "statements?view=frozen";
    expect((await get(then, { "if-none-match": etag })).statusCode).toBe(200);
    const known = (await get(then)).headers.etag;
    expect((await get(then, { "if-none-match": known })).statusCode).toBe(304);
  });

  it.each([
    ["statements?limit=0", "limit: "],
    ["statements?limit=1001", "limit: "],
    ["statements?limit=many", "limit: "],
    ["statements?cursor=H%201", "cursor: "],
    ["statements?page=2", "page"],
    ["statements?view=thawed", "view: "],
    ["manifest?limit=2", "limit"],
  ])("refuses %s", async (path, sentence) => {
    const answer = await get(path);
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, "bad-query"]);
    expect(answer.json().error.message).toContain(sentence);
  });

  it("refuses a media type that it does not have", async () => {
    expect((await get("statements", { accept: "text/html" })).statusCode).toBe(406);
  });
});

describe("GET /api/v1/relief/{year}/manifest", () => {
  it.each(["now", "frozen"])(
    "signs the totals, and lists the CSV that is served: %s",
    async (view) => {
      const answer = await get(`manifest?view=${view}`);
      expect(answer.headers["content-type"]).toContain("application/jose");
      const verified = verifyManifest(answer.body, keyRingOf([key.publicJwk]));
      assert(verified.ok, "the gateway signed it");
      const { value } = verified;
      expect(value).toMatchObject({ view, totals: sampleYear.sums, tariffs: ["tariff-2026-1"] });
      const csv = async (of: string) => {
        const { rawPayload } = await get(`statements?view=${of}`, { accept: "text/csv" });
        return { name: "statements.csv", bytes: rawPayload };
      };
      expect(lists(value, await csv(view))).toBe(true);
      expect(lists(value, await csv(view === "now" ? "frozen" : "now"))).toBe(false);
    },
  );
});
