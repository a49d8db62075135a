import { describe, expect, it, vi } from "vitest";
import { assert } from "#contract/assert.ts";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { reliefPage } from "#contract/relief-page.ts";
import { keyRingOf } from "#contract/signed.ts";
import { EpochMs } from "#contract/units.ts";
import { lists, verifyManifest } from "../papers/manifest.ts";
import { statementsCsv } from "../papers/statements-csv.ts";
import { sampleYear } from "../papers/year.fixture.ts";
import { paperStore } from "../reports/paper-store.ts";
import { buildHttp } from "./http.ts";

const key = generateSigningKey();

async function get(path: string, headers = {}) {
  const app = await buildHttp({
    store: paperStore({ reliefYear: async () => sampleYear }),
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
  });

  it.each([
    ["statements?limit=0", "limit: "],
    ["statements?limit=1001", "limit: "],
    ["statements?limit=many", "limit: "],
    ["statements?cursor=H%201", "cursor: "],
    ["statements?page=2", "page"],
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
  it("signs the totals, and lists the very CSV that is served", async () => {
    const answer = await get("manifest");
    expect(answer.headers["content-type"]).toContain("application/jose");
    const verified = verifyManifest(answer.body, keyRingOf([key.publicJwk]));
    assert(verified.ok, "the gateway signed it");
    expect(verified.value).toMatchObject({ totals: sampleYear.sums, tariffs: ["tariff-2026-1"] });
    const { rawPayload: bytes } = await get("statements", { accept: "text/csv" });
    expect(lists(verified.value, { name: "statements.csv", bytes })).toBe(true);
  });
});
