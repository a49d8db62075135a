import { readFileSync } from "node:fs";
import { EpochMs, MinorUnits } from "#contract/units.ts";
import type { Act } from "#gateway/registry/act.ts";
import { card, plastic, sampleStation } from "#gateway/store/sample-station.ts";
import type { Store } from "#gateway/store/store.ts";
import { parseTariff } from "#gateway/tariff/document.ts";

export const YEAR = 2026;
export const HOUSEHOLDS = 720;
const STREAMS = ["organic", "paper", "plastic", "metal", "glass"] as const;
const MONTHS = 12;
const BAGS_A_MONTH = 7;
export const DEPOSITS = HOUSEHOLDS * MONTHS * STREAMS.length * BAGS_A_MONTH;

const BEGIN = Date.UTC(YEAR, 0, 1, 8);
const YEAR_MS = 364 * 86_400_000;
const PAGE = 50;
const PAGES_A_COMMIT = 20;
const BOOT_MS = 1_000;

export const householdOf = (index: number): string => `h${String(index).padStart(3, "0")}`;

/** A village's year: every household brings every stream seven times a month, at one station. */
export async function fillYear(store: Store): Promise<void> {
  const station = sampleStation("beitillo-01");
  const key = { station: station.station, publicKey: station.key.publicJwk };
  for (const act of furniture(key)) {
    const done = await store.act(act);
    if (!done.ok) throw new Error(done.problem.message);
  }
  const size = PAGE * PAGES_A_COMMIT;
  for (let first = 0; first < DEPOSITS; first += size) {
    const pages = Array.from({ length: PAGES_A_COMMIT }, (_, index) =>
      pageFrom(station, first + index * PAGE),
    );
    await store.recordPages(pages.flatMap((page) => page ?? []));
  }
}

function pageFrom(station: ReturnType<typeof sampleStation>, first: number) {
  const length = Math.min(PAGE, DEPOSITS - first);
  if (length <= 0) return null;
  const entries = Array.from({ length }, (_, index) => station.entry(bag(first + index)));
  const { at, uptimeMs } = bag(first + length - 1);
  const sent = { at: EpochMs(at + BOOT_MS), uptimeMs: uptimeMs + BOOT_MS };
  return station.page(entries, { receivedAt: sent.at, sent });
}

/** The household turns fastest, then the stream: so all bring all, evenly through the year. */
function bag(index: number) {
  const since = Math.round((index * YEAR_MS) / DEPOSITS);
  const stream = STREAMS[Math.floor(index / HOUSEHOLDS) % STREAMS.length] ?? "organic";
  const holder = card(householdOf(index % HOUSEHOLDS));
  const data = { ...plastic(600 + ((index * 37) % 2_000)), stream, card: holder };
  return { at: EpochMs(BEGIN + since), uptimeMs: since + BOOT_MS, data };
}

function furniture(key: Pick<Extract<Act, { kind: "station-enrol" }>, "station" | "publicKey">) {
  const acted = { actor: "bench", at: EpochMs(BEGIN) } as const;
  const example = readFileSync(new URL("../../docs/examples/tariff.toml", import.meta.url), "utf8");
  const parsed = parseTariff(example);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const tariff = { ...parsed.value, validFrom: `${YEAR}-01` };
  const names = Array.from({ length: HOUSEHOLDS }, (_, index) => householdOf(index));
  const accounts = names.map((household, index) => ({
    ...{ account: `W-${index}`, property: `House ${index}`, customer: `E-${index}`, served: 1 },
    households: [household],
    feeMinorUnits: MinorUnits(12_000),
    arrearsMinorUnits: MinorUnits(0),
  }));
  const acts: readonly Act[] = [
    { ...acted, kind: "station-enrol", ...key, passwordHash: "sha256:x" },
    { ...acted, kind: "tariff-publish", tariff },
    ...names.flatMap((household): Act[] => [
      { ...acted, kind: "household-add", household, members: 5 },
      { ...acted, kind: "card-issue", household, card: card(household) },
    ]),
    { ...acted, kind: "fee-accounts-import", feeYear: YEAR + 1, on: `${YEAR}-01-01`, accounts },
  ];
  return acts;
}
