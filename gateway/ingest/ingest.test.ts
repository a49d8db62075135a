import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { assert } from "#contract/assert.ts";
import type { Hash } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { type Outcome, type Receipt, receipt } from "#contract/receipt.ts";
import { keyRingOf, openSigned } from "#contract/signed.ts";
import { MinorUnits } from "#contract/units.ts";
import { at } from "../store/sample-station.ts";
import type { PageAnswer, ReceivedPage } from "../store/store.ts";
import { type Ingest, type IngestOptions, openIngest } from "./ingest.ts";
import { deferredAnswer } from "./receipts.ts";
import { rosterOf } from "./roster.ts";
import { signingStation } from "./sample-pages.ts";

const key = generateSigningKey();
const ring = keyRingOf([key.publicJwk]);
const opened: Ingest[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** Posts what is readable, defers what is not, as the real store does; throws for a page on demand. */
function fakeStore(isPoison: (page: ReceivedPage) => boolean = () => false) {
  const commits: (readonly ReceivedPage[])[] = [];
  const answer = ({ range, page }: ReceivedPage): PageAnswer => {
    if (!page.ok) return deferredAnswer(range, page.problem);
    const { outcomes } = deferredAnswer(range, "internal");
    return {
      range,
      outcomes: outcomes.map((one, index): Outcome => {
        const hash = page.value.entries[index]?.hash ?? null;
        return { ...one, hash, outcome: "posted", reasons: [], credited: MinorUnits(1) };
      }),
    };
  };
  return {
    commits,
    seqs: () => commits.map((commit) => commit.map(({ range }) => range.first)),
    async recordPages(pages: readonly ReceivedPage[]) {
      if (pages.some(isPoison)) throw new Error("poison");
      commits.push(pages);
      return pages.map(answer);
    },
  };
}

function start(
  store: Pick<ReturnType<typeof fakeStore>, "recordPages">,
  stations: readonly ReturnType<typeof signingStation>[],
  options: Partial<IngestOptions> = {},
) {
  const receipts: Receipt[] = [];
  const roster = rosterOf(
    stations.map(({ row }) => row),
    "beitillo",
  );
  const ingest = openIngest({
    store,
    roster: async () => roster,
    now: () => at("2026-11-22T08:00:01.000Z"),
    signingKey: () => key,
    noteContact: () => {},
    publish(topic, payload) {
      const opened = openSigned(Buffer.from(payload), {
        typ: "qamama-receipt",
        ring,
        schema: receipt,
      });
      assert(opened.ok, "a receipt signed by the gateway");
      expect(topic).toBe(`qamama/1/beitillo/${opened.value.station}/receipts`);
      receipts.push(opened.value);
    },
    log: pino({ level: "silent" }),
    ...options,
  });
  opened.push(ingest);
  return { ...ingest, receipts };
}

describe("a page", () => {
  it("is recorded, receipted and only then acknowledged", async () => {
    const station = signingStation();
    const { topic, payload, range } = station.cut();
    const committed = Promise.withResolvers<void>();
    const store = fakeStore();
    const slow = {
      recordPages: async (pages: readonly ReceivedPage[]) => {
        await committed.promise;
        return store.recordPages(pages);
      },
    };
    const { receive, receipts } = start(slow, [station]);
    let receiptsAtAcknowledgement = -1;
    const acknowledged = receive(topic, payload).then(() => {
      receiptsAtAcknowledgement = receipts.length;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect([receiptsAtAcknowledgement, receipts.length]).toEqual([-1, 0]);
    committed.resolve();
    await acknowledged;
    expect(receiptsAtAcknowledgement).toBe(1);
    expect(receipts[0]).toMatchObject({ chain: range.chain, outcomes: [{ outcome: "posted" }] });
    expect(store.commits[0]?.[0]).toMatchObject({ range, raw: payload, page: { ok: true } });
  });

  it("shares a commit with what came while the one before was made", async () => {
    const station = signingStation();
    const store = fakeStore();
    const first = Promise.withResolvers<void>();
    let calls = 0;
    const slow = {
      recordPages: async (pages: readonly ReceivedPage[]) => {
        calls += 1;
        if (calls === 1) await first.promise;
        return store.recordPages(pages);
      },
    };
    const { receive, receipts } = start(slow, [station]);
    const pages = Array.from({ length: 9 }, () => station.cut());
    const [alone, ...others] = pages;
    assert(alone !== undefined, "there are nine");
    const acknowledgements = [receive(alone.topic, alone.payload)];
    while (calls === 0) await new Promise((resolve) => setImmediate(resolve));
    for (const { topic, payload } of others) acknowledgements.push(receive(topic, payload));
    await receive("qamama/1/beitillo/beitillo-01/journal/nonsense", Buffer.alloc(0));
    first.resolve();
    await Promise.all(acknowledgements);
    expect(store.seqs().flat().sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(store.commits.length).toBeLessThanOrEqual(3); // alone, and a share for each thread
    expect(receipts.flatMap(({ outcomes }) => outcomes)).toHaveLength(9);
    expect(receipts).toHaveLength(store.commits.length);
  });

  it("of each of two stations gets a receipt of its own", async () => {
    const [one, two] = [signingStation("beitillo-01"), signingStation("beitillo-02")];
    const { receive, receipts } = start(fakeStore(), [one, two]);
    const pages = [one.cut(), two.cut()];
    await Promise.all(pages.map(({ topic, payload }) => receive(topic, payload)));
    expect(receipts.map(({ station }) => station).sort()).toEqual(["beitillo-01", "beitillo-02"]);
  });
});

describe("a page that cannot be judged is deferred for its whole range", () => {
  const known = signingStation();
  const unknown = signingStation("beitillo-09");
  const otherKey = signingStation(); // same station's name, a chain nobody approved
  const spoil = (page: ReturnType<typeof known.cut>) => ({
    ...page,
    payload: Buffer.from(page.payload.toString().replace(/.....$/, "AAAAA")),
  });
  const range = ({ topic }: { topic: string }, first: number, last: number) =>
    topic.replace(/\d+-\d+$/, `${first}-${last}`);
  const three = known.cut([{}, {}, {}]);

  it.each([
    ["no-such-station", unknown.cut()],
    ["no-such-chain", otherKey.cut()],
    ["bad-signature", spoil(known.cut())],
    ["bad-signature", { ...known.cut(), payload: Buffer.from("{}") }],
    ["unreadable", { ...three, topic: range(three, 2, 4) }],
    ["unreadable", { ...known.cut(), payload: Buffer.alloc(262_145, "A") }],
  ])("as %s", async (reason, { topic, payload }) => {
    const { receive, receipts } = start(fakeStore(), [known]);
    await receive(topic, payload);
    const [first, last] = (topic.split("/").at(-1) ?? "").split("-").map(Number);
    expect(receipts[0]?.outcomes).toHaveLength((last ?? 0) - (first ?? 0) + 1);
    for (const outcome of receipts[0]?.outcomes ?? []) {
      expect(outcome).toMatchObject({ outcome: "deferred", hash: null, reasons: [reason] });
    }
  });

  it("in a batch as well, and the good ones beside it are posted", async () => {
    const { receive, receipts } = start(fakeStore(), [known]);
    const pages = [known.cut(), unknown.cut(), spoil(known.cut()), otherKey.cut(), known.cut()];
    await Promise.all(pages.map(({ topic, payload }) => receive(topic, payload)));
    const outcomes = receipts.flatMap((one) => one.outcomes);
    expect(outcomes.filter(({ outcome }) => outcome === "posted")).toHaveLength(2);
    const reasons = outcomes.flatMap(({ reasons }) => reasons).sort();
    expect(reasons).toEqual(["bad-signature", "no-such-chain", "no-such-station"]);
  });
});

describe("a topic out of bounds", () => {
  it.each(["0-1", "1-201", "2-1", "01-1", "1-2147483648", "1", "1-1/x"])(
    "is neither recorded nor answered: %s",
    async (span) => {
      const station = signingStation();
      const { topic, payload } = station.cut();
      const store = fakeStore();
      const { receive, receipts } = start(store, [station]);
      await receive(topic.replace("1-1", span), payload);
      expect([store.commits, receipts]).toEqual([[], []]);
    },
  );
});

describe("trouble", () => {
  it("with one page of many leaves that one quarantined and the others posted", async () => {
    const station = signingStation();
    const poison = (it: ReceivedPage) => it.range.first === 4 && it.page.ok;
    const store = fakeStore(poison);
    const { receive, receipts } = start(store, [station]);
    const pages = Array.from({ length: 7 }, () => station.cut());
    await Promise.all(pages.map(({ topic, payload }) => receive(topic, payload)));
    const outcomes = receipts.flatMap((one) => one.outcomes);
    expect(outcomes.filter(({ outcome }) => outcome === "posted")).toHaveLength(6);
    expect(outcomes.find(({ seq }) => seq === 4)).toMatchObject({
      outcome: "deferred",
      reasons: ["internal"],
    });
    const kept = store.commits.flat().find(({ range }) => range.first === 4);
    expect(kept).toMatchObject({ page: { ok: false, problem: "internal" } });
  });

  it("with one page on another thread is that page's alone, and the thread is replaced", async () => {
    const [good, bad] = [signingStation("beitillo-01"), signingStation("beitillo-02")];
    const [chain] = bad.row.chains;
    assert(chain !== undefined, "it has one");
    const key = { ...chain.key, x: "" as Hash }; // nothing that a registry would take
    const broken = { ...bad, row: { ...bad.row, chains: [{ ...chain, key }] } };
    const { receive, receipts } = start(fakeStore(), [good, broken]);
    for (const page of [bad.cut(), good.cut()]) {
      const pages = [good.cut(), page, good.cut(), good.cut()];
      await Promise.all(pages.map(({ topic, payload }) => receive(topic, payload)));
    }
    const outcomes = receipts.flatMap((one) => one.outcomes);
    expect(outcomes.filter(({ outcome }) => outcome === "posted")).toHaveLength(7);
    expect(outcomes.filter(({ reasons }) => reasons[0] === "internal")).toHaveLength(1);
  });

  it("with the whole store is answered, and nothing is lost by it", async () => {
    const station = signingStation();
    let full = true;
    const { receive, receipts, works } = start(
      fakeStore(() => full),
      [station],
    );
    const { topic, payload } = station.cut([{}, {}]);
    await receive(topic, payload);
    expect(works()).toBe(false);
    full = false;
    await receive(topic, payload);
    expect(works()).toBe(true);
    expect(receipts[0]?.outcomes.map(({ reasons }) => reasons)).toEqual([
      ["internal"],
      ["internal"],
    ]);
  });

  it("with reading the stations is answered, and over when they can be read", async () => {
    const station = signingStation();
    let broken = true;
    const roster = async () => {
      if (broken) throw new Error("disk");
      return rosterOf([station.row], "beitillo");
    };
    const { receive, receipts } = start(fakeStore(), [station], { roster });
    const { topic, payload } = station.cut();
    await receive(topic, payload);
    broken = false;
    await receive(topic, payload);
    expect(receipts.map(({ outcomes }) => outcomes[0]?.outcome)).toEqual(["deferred", "posted"]);
  });

  it("with too much waiting is answered `overloaded` at once", async () => {
    const station = signingStation();
    const gate = Promise.withResolvers<void>();
    const store = fakeStore();
    const roster = async () => {
      await gate.promise;
      return rosterOf([station.row], "beitillo");
    };
    const { receive, receipts } = start(store, [station], { roster });
    const { topic } = station.cut();
    const big = Buffer.alloc(250_000);
    const waiting = Array.from({ length: 268 }, () => receive(topic, big)); // 67 MB
    await receive(topic, big).then(() =>
      expect(receipts.at(-1)?.outcomes[0]?.reasons).toEqual(["overloaded"]),
    );
    gate.resolve();
    await Promise.all(waiting);
    await receive(topic, big);
    expect(receipts.at(-1)?.outcomes[0]?.reasons).toEqual(["bad-signature"]);
  });
});
