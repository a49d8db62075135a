import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Child, startChild } from "../processes/child.ts";
import type { GatewayAnswer, GatewayOrder, GatewayStart } from "../processes/messages.ts";
import type { Report } from "../report.ts";
import { type BenchStation, fillJournal, furniture, newStation } from "./bench-journal.ts";
import { commitLimit } from "./commit-limit.ts";
import type { Figures, GeneratorAnswer, GeneratorOrder } from "./generator-process.ts";
import { roundTrips, roundTripsPerSecond } from "./round-trip.ts";
import { type Rows, readRows } from "./rows-of-deposits.ts";
import { median, percentile, rounded } from "./statistics.ts";
import { verificationsPerSecond } from "./verify-limit.ts";

/** How much is measured: `share` is of the deposits, round trips and time of a round. */
type Size = { readonly connections: number; readonly rounds: number; readonly share: number };
const FULL: Size = { connections: 50, rounds: 3, share: 1 };
const LIGHT_PER_SECOND = 200;

const GOAL = { ratio1: 1.5, ratio50: 0.6, lightRatio: 5 } as const;

type Generator = Child<GeneratorOrder, GeneratorAnswer>;

/** One round: what is measured and its limits, right after each other, on the same minute's machine. */
type Round = {
  readonly pages1: Figures;
  readonly pages50: Figures;
  readonly light: Figures;
  readonly commit1: number;
  readonly commit50: number;
  readonly aedes: number;
  readonly verify: number;
  readonly commitP99Ms: number;
  readonly roundTripP99Ms: number;
};

/** Deposits a second through broker, verification, decision, commit and receipt, beside the bare limits. */
export async function benchIngest(
  log: (line: string) => void,
  { connections, rounds: count, share }: Size = FULL,
): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), "qamama-bench-"));
  const stations = Array.from({ length: connections }, (_, index) => newStation(index));
  const start: GatewayStart = {
    data: join(folder, "gateway"),
    mqttPort: 0,
    desk: false,
    mutant: null,
  };
  const gateway = startChild<GatewayOrder, GatewayAnswer>(
    new URL("../processes/gateway-process.ts", import.meta.url),
    { args: [JSON.stringify(start)] },
  );
  const generator: Generator = startChild(new URL("./generator-process.ts", import.meta.url));
  const broker = startChild<object, number>(new URL("./bare-broker-process.ts", import.meta.url));
  try {
    const port = await portOf(gateway);
    for (const act of furniture(stations)) await gateway.ask({ act });
    await generator.ask({ do: "connect", port, stations: stations.map(loginOf) });
    const sample = join(folder, "sample.db");
    await fillJournal(sample, stations);
    const [rows, file] = [readRows(sample), join(folder, "limit.db")];
    const barePort = await broker.next();
    await flood(generator, 2_000 * share, 1, 10); // warms up both processes
    const rounds: Round[] = [];
    for (let index = 0; index < count; index += 1) {
      rounds.push(await oneRound({ generator, barePort, rows, file, share }));
      log(`round ${index + 1}: ${JSON.stringify(rounds.at(-1))}`);
    }
    return reportOf(rounds);
  } finally {
    await Promise.all([generator.close(), gateway.close(), broker.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function oneRound(parts: {
  readonly generator: Generator;
  readonly barePort: number;
  readonly rows: Rows;
  readonly file: string;
  readonly share: number;
}): Promise<Round> {
  const { generator, barePort, rows, file, share } = parts;
  const verify = verificationsPerSecond(1_000 * share);
  const pages1 = await flood(generator, 15_000 * share, 1, 10);
  const one = commitLimit(file, { ...rows, deposits: rows.deposits.slice(0, 1_500) }, 1);
  const pages50 = await flood(generator, 30_000 * share, 50, 2);
  const fifty = commitLimit(file, rows, 50);
  const aedes = await roundTripsPerSecond(barePort, 30_000 * share);
  const [count, perSecond] = [1_000 * share, LIGHT_PER_SECOND];
  const light = await generator.ask({ do: "steady", deposits: count, perSecond });
  const trips = await roundTrips(barePort, { count, perSecond });
  return {
    pages1,
    pages50,
    light: figuresOf(light),
    commit1: one.perSecond,
    commit50: fifty.perSecond,
    aedes,
    verify,
    commitP99Ms: percentile(one.commitsMs, 0.99),
    roundTripP99Ms: percentile(trips.latenciesMs, 0.99),
  };
}

async function flood(generator: Generator, deposits: number, perPage: number, window: number) {
  return figuresOf(await generator.ask({ do: "flood", deposits, perPage, window }));
}

function figuresOf(answer: GeneratorAnswer): Figures {
  if (answer.done === "connect") throw new Error("connected instead of measuring");
  const { perSecond, p50Ms, p99Ms } = answer;
  return { perSecond, p50Ms, p99Ms };
}

function reportOf(rounds: readonly Round[]): Report {
  const middle = (of: (round: Round) => number) => rounded(median(rounds.map(of)));
  const figures = (of: (round: Round) => Figures) => ({
    perSecond: middle((round) => of(round).perSecond),
    p50Ms: middle((round) => of(round).p50Ms),
    p99Ms: middle((round) => of(round).p99Ms),
  });
  const ratio1 = middle(({ pages1, verify }) => pages1.perSecond / verify);
  const ratio50 = middle(({ pages50, commit50 }) => pages50.perSecond / commit50);
  const lightRatio = middle(
    ({ light, commitP99Ms, roundTripP99Ms }) => light.p99Ms / (commitP99Ms + roundTripP99Ms),
  );
  return {
    pages1: figures(({ pages1 }) => pages1),
    pages50: figures(({ pages50 }) => pages50),
    light: figures(({ light }) => light),
    limit: {
      commit1: middle(({ commit1 }) => commit1),
      commit50: middle(({ commit50 }) => commit50),
      aedes: middle(({ aedes }) => aedes),
      verify: middle(({ verify }) => verify),
      commitP99Ms: middle(({ commitP99Ms }) => commitP99Ms),
      roundTripP99Ms: middle(({ roundTripP99Ms }) => roundTripP99Ms),
    },
    ratio1,
    ratio50,
    lightRatio,
    goal: GOAL,
    met: ratio1 >= GOAL.ratio1 && ratio50 >= GOAL.ratio50 && lightRatio <= GOAL.lightRatio,
  };
}

const loginOf = ({ key, password }: BenchStation) => ({
  privateKey: String(key.key.export({ type: "pkcs8", format: "pem" })),
  password,
});

async function portOf(gateway: Child<GatewayOrder, GatewayAnswer>): Promise<number> {
  const open = await gateway.next();
  if (!("open" in open)) throw new Error("the gateway did not open");
  return open.mqttPort;
}
