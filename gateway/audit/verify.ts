import type { ReliefStatement, ReliefYear } from "#contract/relief-statement.ts";
import type { JournalEvent } from "../journal/event.ts";
import { type RecomputedYear, recomputeYear, type SchemeFacts } from "./recompute.ts";
import { emptyLine, type LineTold, type YearTold } from "./statement.ts";

/** What is to be checked. */
export type Claimed = {
  readonly now: ReliefYear;
  /** Null while the year is open. */
  readonly frozen: ReliefYear | null;
  readonly balances: readonly {
    readonly account: string;
    readonly asset: string;
    readonly amount: number;
  }[];
};

/** Every difference between what is claimed and what the events make of it, as a sentence. */
export async function verifyYear(
  claimed: Claimed,
  events: Iterable<JournalEvent> | AsyncIterable<JournalEvent>,
  facts: SchemeFacts,
): Promise<readonly string[]> {
  const made = await recomputeYear(events, facts, claimed.now.year);
  return [
    ...made.forged.map(forgedSentence),
    ...statementFaults(claimed.now, made.statements, ""),
    ...frozenFaults(claimed.frozen, made),
    ...balanceFaults(claimed.balances, made.balances),
  ];
}

function forgedSentence({ deposit, holder }: RecomputedYear["forged"][number]): string {
  const whose = holder ?? "nobody yet";
  return `Deposit ${deposit} of ${whose}: it is not what its station signed, the hashes differ.`;
}

function frozenFaults(frozen: ReliefYear | null, { closing }: RecomputedYear): string[] {
  if (closing === null) return frozen === null ? [] : ["The journal has not closed this year."];
  if (frozen === null) return ["The journal has closed this year, the statements say it is open."];
  const figures = ["milliPoints", "basisPoints"] as const;
  const recorded = closing.recorded.flatMap((one) =>
    differing(
      figures,
      one,
      closing.told.get(one.household),
      `Household ${one.household}, event of closing`,
    ),
  );
  return [...statementFaults(frozen, closing.told, ", as frozen"), ...recorded];
}

function statementFaults(
  { statements }: ReliefYear,
  made: ReadonlyMap<string, YearTold>,
  view: string,
): string[] {
  const named = new Map(statements.map((one) => [one.household, one]));
  const missing = [...made.keys()]
    .filter((name) => !named.has(name))
    .map((name) => `Household ${name}${view}: it has no statement.`);
  const faults = statements.flatMap((one) => {
    const its = made.get(one.household);
    if (its !== undefined) return faultsOf(one, its, `Household ${one.household}${view}`);
    return [`Household ${one.household}${view}: the journal knows no such household.`];
  });
  return [...missing, ...faults];
}

const FIGURES = [
  "carriedMilliPoints",
  "milliPoints",
  "points",
  "basisPoints",
  "reliefMinorUnits",
] as const;
const FEE = ["account", "feeMinorUnits", "householdsServed", "arrearsMinorUnits"] as const;
const LINE = [
  "recordedGrams",
  "gramsA",
  "gramsB",
  "capGrams",
  "paidGramsA",
  "paidGramsB",
  "pointsPerKg",
  "milliPoints",
] as const;
const SUMS = LINE.filter((name) => name !== "capGrams" && name !== "pointsPerKg");

function faultsOf(said: ReliefStatement, made: YearTold, where: string): string[] {
  return [
    ...lineFaults(said.lines, made.lines, where),
    ...differing(FIGURES, said, made, where),
    ...differing(FEE, said.fee ?? {}, made.fee ?? {}, `${where}, fee`),
  ];
}

function lineFaults(
  said: ReliefStatement["lines"],
  made: readonly LineTold[],
  where: string,
): string[] {
  const keyed = (lines: readonly LineTold[]) =>
    new Map(lines.map((line) => [`${line.month} ${line.stream}`, line]));
  const [theirs, ours] = [keyed(said), keyed(made)];
  return [...new Set([...theirs.keys(), ...ours.keys()])].sort().flatMap((key) => {
    const [month = "", stream = ""] = key.split(" ");
    const [one, other] = [theirs.get(key), ours.get(key)];
    const figures = one !== undefined && other !== undefined ? LINE : SUMS;
    const none = emptyLine(month, stream);
    return differing(figures, one ?? none, other ?? none, `${where}, ${month}, ${stream}`);
  });
}

function differing<Name extends string>(
  names: readonly Name[],
  said: { readonly [Field in Name]?: unknown },
  made: { readonly [Field in Name]?: unknown } | undefined,
  where: string,
): string[] {
  return names
    .filter((name) => (said[name] ?? null) !== (made?.[name] ?? null))
    .map((name) => differs(where, name, said[name], made?.[name]));
}

function balanceFaults(said: Claimed["balances"], made: RecomputedYear["balances"]): string[] {
  const held = new Map(said.map(({ account, asset, amount }) => [`${account} ${asset}`, amount]));
  return [...new Set([...held.keys(), ...made.keys()])]
    .sort()
    .filter((name) => (held.get(name) ?? 0) !== (made.get(name) ?? 0))
    .map((name) => differs(`Account ${name}`, "balance", held.get(name), made.get(name)));
}

const differs = (where: string, name: string, said: unknown, made: unknown): string =>
  `${where}: ${name} is ${said ?? "none"}, the journal makes it ${made ?? "none"}.`;
