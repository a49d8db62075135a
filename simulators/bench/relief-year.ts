import { readFileSync } from "node:fs";
import { EpochMs, MinorUnits } from "#contract/units.ts";
import type { Act } from "#gateway/registry/act.ts";
import { card, plastic, sampleStation } from "#gateway/store/sample-station.ts";
import type { Store } from "#gateway/store/store.ts";
import { parseTariff } from "#gateway/tariff/document.ts";

export const YEAR = 2026;
const STREAMS = ["organic", "paper", "plastic", "metal", "glass"] as const;
const MONTHS = 12;

/** How large a village, and how many bags of each stream a household brings in a month. */
export type YearSize = { readonly households: number; readonly bagsAMonth: number };

export const depositsOf = ({ households, bagsAMonth }: YearSize): number =>
  households * MONTHS * STREAMS.length * bagsAMonth;

const BEGIN = Date.UTC(YEAR, 0, 1, 8);
const YEAR_MS = 364 * 86_400_000;
const PAGE = 50;
const PAGES_A_COMMIT = 20;
const BOOT_MS = 1_000;

export const householdOf = (index: number): string => `h${String(index).padStart(3, "0")}`;

/** A village's year: every household brings every stream, at one station. */
export async function fillYear(store: Store, size: YearSize): Promise<void> {
  const station = sampleStation("beitillo-01");
  const key = { station: station.station, publicKey: station.key.publicJwk };
  for (const act of furniture(size.households, key)) {
    const done = await store.act(act);
    if (!done.ok) throw new Error(done.problem.message);
  }
  const bags = Array.from({ length: depositsOf(size) }, (_, index) => bag(index, size));
  for (let first = 0; first < bags.length; first += PAGE * PAGES_A_COMMIT) {
    const pages = Array.from({ length: PAGES_A_COMMIT }, (_, index) => {
      const from = first + index * PAGE;
      return pageOf(bags.slice(from, from + PAGE), station);
    });
    await store.recordPages(pages.flatMap((page) => page ?? []));
  }
}

function pageOf(
  bags: readonly ReturnType<typeof bag>[],
  station: ReturnType<typeof sampleStation>,
) {
  const last = bags.at(-1);
  if (last === undefined) return null;
  const entries = bags.map((drop) => station.entry(drop));
  const sent = { at: EpochMs(last.at + BOOT_MS), uptimeMs: last.uptimeMs + BOOT_MS };
  return station.page(entries, { receivedAt: sent.at, sent });
}

/** The household turns fastest, then the stream: so all bring all, evenly through the year. */
function bag(index: number, size: YearSize) {
  const since = Math.round((index * YEAR_MS) / depositsOf(size));
  const stream = STREAMS[Math.floor(index / size.households) % STREAMS.length] ?? "organic";
  const holder = card(householdOf(index % size.households));
  const data = { ...plastic(600 + ((index * 37) % 2_000)), stream, card: holder };
  return { at: EpochMs(BEGIN + since), uptimeMs: since + BOOT_MS, data };
}

type Enrolment = Pick<Extract<Act, { kind: "station-enrol" }>, "station" | "publicKey">;

function furniture(households: number, key: Enrolment): readonly Act[] {
  const acted = { actor: "bench", at: EpochMs(BEGIN) } as const;
  const example = readFileSync(new URL("../../docs/examples/tariff.toml", import.meta.url), "utf8");
  const parsed = parseTariff(example);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const tariff = { ...parsed.value, validFrom: `${YEAR}-01` };
  const names = Array.from({ length: households }, (_, index) => householdOf(index));
  const accounts = names.map((household, index) => ({
    ...{ account: `W-${index}`, property: `House ${index}`, customer: `E-${index}`, served: 1 },
    households: [household],
    feeMinorUnits: MinorUnits(12_000),
    arrearsMinorUnits: MinorUnits(0),
  }));
  return [
    { ...acted, kind: "station-enrol", ...key, passwordHash: "sha256:x" },
    { ...acted, kind: "tariff-publish", tariff },
    ...names.flatMap((household): Act[] => [
      { ...acted, kind: "household-add", household, members: 5 },
      { ...acted, kind: "card-issue", household, card: card(household) },
    ]),
    { ...acted, kind: "fee-accounts-import", feeYear: YEAR + 1, on: `${YEAR}-01-01`, accounts },
  ];
}
