import { budgetJson, budgetLine } from "../reports/budget.ts";
import type { GatewayStatus, StationContact } from "../reports/status.ts";
import type { ChainRow, StationRow } from "../store/store.ts";
import { type AdminContext, minuteOf } from "./context.ts";
import { answer, type Outcome } from "./reply.ts";
import { plural, tableOf } from "./table.ts";

/** How many characters of a chain's name a station shows, and a person compares. */
const CODE_LENGTH = 12;

/** Stations, what waits for a person, what was not understood, how far the budget is. */
export async function showStatus(context: AdminContext): Promise<Outcome> {
  const { store, status, scheme, now } = context;
  const [stations, held, disputes, quarantine, budget, owingProof] = await Promise.all([
    store.stations(),
    store.heldDeposits(),
    store.disputes(),
    store.quarantine(),
    store.budget(now()),
    store.cardsOwingProof(),
  ]);
  const running = status();
  const rows = stations.map((station) => stationJson(station, running));
  const { deferred, conflicts, refused, bytes } = quarantine;
  const data = {
    scheme: scheme.name,
    gateway:
      running === null ? null : { startedAt: running.startedAt, faults: [...running.faults] },
    stations: rows,
    held: held.length,
    disputed: disputes.length,
    quarantine: { deferred, conflicts, refused, bytes },
    budget: budget === null ? null : budgetJson(budget),
  };
  const lines = [
    gatewayLine(scheme.name, running),
    ...(running?.faults ?? []).map((fault) => `FAULT: ${fault}`),
    ...lackOfKeys(owingProof, context),
    rows.length === 0 ? "No station is enrolled." : stationTable(rows),
    ...rows.flatMap(({ station, requested }) =>
      requested.map((code) => `Waits for approval: station approve ${station} ${code}`),
    ),
    `Held for a person: ${plural(held.length, "deposit")}. Quarantine: ${deferred} unreadable, ` +
      `${plural(conflicts, "conflict")}, ${refused} refused (${plural(bytes, "byte")}).`,
    `Disputed and not settled: ${plural(disputes.length, "deposit")}.`,
    ...(budget === null ? [] : [budgetLine(budget, scheme.currency)]),
  ];
  return answer(data, lines.join("\n"));
}

/** Else nobody would know why all that these cards bring is held. */
function lackOfKeys(owingProof: number, { keyring, data }: AdminContext): readonly string[] {
  if (owingProof === 0 || keyring.sunKeys !== null) return [];
  const cards = owingProof === 1 ? "1 card brings is" : `${owingProof} cards bring is`;
  const mend = `put ${data}/sun.key back, and start it anew`;
  return [`FAULT: The gateway has no keys to check proofs by: what ${cards} held; ${mend}.`];
}

function gatewayLine(scheme: string, running: GatewayStatus | null): string {
  if (running === null) return `Scheme ${scheme}. The gateway does not run.`;
  return `Scheme ${scheme}. The gateway runs since ${minuteOf(running.startedAt)} UTC.`;
}

function stationJson({ station, chains }: StationRow, running: GatewayStatus | null) {
  const contact = running?.stations.get(station) ?? null;
  const health = contact?.health ?? null;
  return {
    station,
    state: stateOf(chains, running, contact),
    lastContact: contact?.lastContact ?? null,
    clock: health?.clock ?? null,
    outbox: health?.outbox.depth ?? null,
    deadLetters: health?.outbox.deadLetters ?? null,
    missing: sumOf(chains.map((chain) => chain.missing)),
    brokenLinks: sumOf(chains.map((chain) => chain.brokenLinks)),
    requested: chains
      .filter(({ state }) => state === "requested")
      .map(({ chain }) => chain.slice(0, CODE_LENGTH)),
  };
}

function stateOf(
  chains: readonly ChainRow[],
  running: GatewayStatus | null,
  contact: StationContact | null,
): "revoked" | "online" | "offline" | "unknown" {
  if (chains.every(({ state }) => state !== "open")) return "revoked";
  if (running === null) return "unknown";
  return contact?.online === true ? "online" : "offline";
}

function stationTable(rows: readonly ReturnType<typeof stationJson>[]): string {
  const head = [
    "station",
    "state",
    "last contact (UTC)",
    "clock",
    "outbox",
    "dead letters",
    "missing",
    "broken links",
  ];
  return tableOf(
    head,
    rows.map((row) => [
      row.station,
      row.state,
      minuteOf(row.lastContact),
      row.clock ?? "-",
      row.outbox ?? "-",
      row.deadLetters ?? "-",
      row.missing,
      row.brokenLinks,
    ]),
  );
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
