import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parse } from "smol-toml";
import * as z from "zod";
import { householdsOf } from "../village/households.ts";
import { folderAt, STATIONS } from "./folder.ts";
import { namesOf } from "./names.ts";
import { inRepository } from "./programs.ts";
import { exampleTariff } from "./tariff.ts";

// What a month is worth, reckoned from the stations' own journals by the rule of docs/LEDGER.md alone:
// another way than the gateway's, for tests to compare.

export type Reckoned = {
  readonly deposits: number;
  /** Minor units and thousandths of a point, by holder: `household:…` or `unclaimed:…`. */
  readonly credits: ReadonlyMap<string, number>;
  readonly points: ReadonlyMap<string, number>;
};

const entry = z.object({
  kind: z.string(),
  at: z.object({ time: z.string() }),
  data: z.object({ card: z.string(), stream: z.string(), net: z.int() }),
});
type Drop = z.output<typeof entry>;

/** As the file says it, not as the program reads it. */
const tariff = z.object({
  streams: z.array(
    z.object({
      stream: z.string(),
      rate_minor_units_per_kg: z.int(),
      points_per_kg: z.int(),
      min_grams: z.int(),
      max_grams: z.int().optional(),
      month_cap_grams: z.int().optional(),
    }),
  ),
});

export function reckon(data: string, seed: number): Reckoned {
  const toml = parse(readFileSync(inRepository("docs/examples/tariff.toml"), "utf8"));
  const terms = new Map(tariff.parse(toml).streams.map((one) => [one.stream, one]));
  const drops = STATIONS.flatMap((station) => dropsIn(folderAt(data).outbox(station)));
  const holderOf = holders(data, seed);
  const months = Map.groupBy(drops, ({ at, data: { card, stream } }) =>
    [holderOf(card).name, stream, localMonth(at.time)].join("|"),
  );
  const credits = new Map<string, number>();
  const points = new Map<string, number>();
  const add = (to: Map<string, number>, name: string, amount: number) =>
    to.set(name, (to.get(name) ?? 0) + amount);
  for (const month of months.values()) {
    const [first] = month;
    const term = first && terms.get(first.data.stream);
    if (first === undefined || term === undefined) continue;
    const { name, members } = holderOf(first.data.card);
    const { min_grams, max_grams = Infinity, month_cap_grams = Infinity } = term;
    const cap = Math.max(month_cap_grams, Math.floor((month_cap_grams * members) / 4.8));
    const paid = month
      .map((drop) => drop.data.net)
      .filter((net) => net >= min_grams && net <= max_grams)
      .reduce((sum, net) => sum + net, 0);
    const grams = Math.min(paid, cap);
    add(credits, name, halfUp(grams * term.rate_minor_units_per_kg));
    add(points, name, grams * term.points_per_kg);
  }
  return { deposits: drops.length, credits, points };
}

function dropsIn(file: string): readonly Drop[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare("SELECT text FROM entry WHERE text ->> '$.kind' = 'deposit'").all();
  database.close();
  return rows.map(({ text }) => entry.parse(JSON.parse(String(text))));
}

function holders(data: string, seed: number) {
  const households = householdsOf(seed);
  const { householdOf } = namesOf(households, exampleTariff("2000-01"), join(data, "card.key"));
  return (card: string) => {
    const household = households.find(({ name }) => name === householdOf(card as never));
    return household === undefined
      ? { name: `unclaimed:${card}`, members: 0 }
      : { name: `household:${household.name}`, members: household.members };
  };
}

/** Of thousandths; the half goes up. */
const halfUp = (thousandths: number) => Math.floor((thousandths + 500) / 1000);

function localMonth(time: string): string {
  const zone = { timeZone: "Asia/Hebron", year: "numeric", month: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-CA", zone).format(new Date(time));
}
