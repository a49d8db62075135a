import type { CardId, UtcTime } from "#contract/ids.ts";
import type { Outcome } from "#contract/receipt.ts";
import { Grams } from "#contract/units.ts";
import type { AgentParts } from "../agent-ports.ts";
import type { StationClock } from "../clock.ts";
import type { Tap } from "../drivers/card/tap.ts";
import type { KeyPress } from "../drivers/panel/keypad.ts";
import type { AppendedEntry } from "../outbox/append.ts";
import { openScreen } from "../panel/screen.ts";
import type { DeviceName } from "../panel/view.ts";
import type { SessionRules } from "../session/config.ts";
import { stepSession } from "../session/session.ts";
import {
  type Account,
  type Effect,
  initialSession,
  isWeighed,
  type ProvedDrop,
  type SessionEvent,
} from "../session/state.ts";
import type { Sample } from "../weighing/reading.ts";
import { initialWeighing, liveWeight, stepWeighing, type Weighing } from "../weighing/weighing.ts";
import { openBaseline } from "./baseline.ts";
import { appendDrop } from "./entries.ts";

/** What goes on at the station, whatever its devices are. */
export type Visits = {
  sample(sample: Sample): void;
  tap(tap: Tap): void;
  press(press: KeyPress): void;
  tick(): void;
  lost(devices: ReadonlySet<DeviceName>): void;
  receipted(outcome: Outcome, entry: AppendedEntry): void;
  /** No visit is under way. */
  quiet(): boolean;
  weighing(): Weighing;
  /** What an empty platform last showed, or by how much what is in the bin has drifted. */
  zeroDrift(): Grams;
};

export type VisitParts = Omit<AgentParts, "devices" | "after">;

/** Samples become a weight, a weight and a card a drop, and a drop an entry of the journal. */
export function openVisits(parts: VisitParts): Visits {
  const { clock, config } = parts;
  const screen = openScreen(parts.panel);
  const baseline = openBaseline(parts);
  let [weighing, session] = [{ ...initialWeighing, baseline: baseline.first }, initialSession];
  let zero = Grams(0);
  let lost: ReadonlySet<DeviceName> = new Set();
  let latest: Sample | null = null;

  const show = () => {
    const { streams, currency } = parts.rules();
    const { fixedStream } = config.session;
    const { mode } = config.weighing;
    const live = latest === null ? null : liveWeight(weighing, latest, config.weighing);
    screen.show({ session, streams, currency, fixedStream, mode, live, lost });
  };
  const dispatch = (event: SessionEvent): void => {
    const step = stepSession(session, event, sessionRules(parts));
    session = step.state;
    for (const effect of step.effects) carryOut(effect);
  };
  const carryOut = (effect: Effect): void => {
    if (effect.kind === "rebase") weighing = baseline.follow(weighing, effect.rebase);
    else dispatch(record(effect.drop));
  };
  const record = (drop: ProvedDrop): SessionEvent => {
    const entry = appendDrop(drop, parts);
    const uptimeMs = clock.uptimeMs();
    if (entry === null) return { kind: "not-recorded", uptimeMs };
    const { gross, tare } = drop.weight;
    screen.recorded({ hash: entry.hash, grams: Grams(gross - tare) });
    if (isWeighed(drop.weight)) weighing = baseline.took(weighing, gross);
    return { kind: "recorded", uptimeMs };
  };
  const happens = (event: SessionEvent): void => {
    dispatch(event);
    show();
  };

  return {
    sample(sample) {
      latest = sample;
      weighing = stepWeighing(weighing, sample, config.weighing);
      const now = weighing.weighing;
      if (now.kind === "zero") zero = now.gross;
      happens({ kind: "weighing", weighing: now, uptimeMs: sample.uptimeMs });
    },
    tap: ({ card, cardProof, uptimeMs }) =>
      happens({ kind: "card", card, cardProof, uptimeMs, ...factsAbout(card, parts) }),
    press: (press) => happens({ kind: "key", ...press }),
    tick() {
      screen.tidy(clock.uptimeMs());
      happens({ kind: "tick", uptimeMs: clock.uptimeMs() });
    },
    lost(devices) {
      lost = devices;
      show();
    },
    receipted(outcome, { hash }) {
      screen.receipted(hash, outcome, clock.uptimeMs());
      show();
    },
    quiet: () => session.phase.kind === "idle",
    weighing: () => weighing.weighing,
    zeroDrift: () => (config.weighing.mode === "bin" ? baseline.drift(weighing) : zero),
  };
}

function sessionRules({ config, rules }: VisitParts): SessionRules {
  const { division, mode, zeroTracking } = config.weighing;
  const { containers, emptyBin } = config;
  const { streams } = rules();
  return { ...config.session, streams, division, mode, zeroTracking, containers, emptyBin };
}

function factsAbout(card: CardId, { outbox, rules, clock }: VisitParts) {
  const known = outbox.lastBalance(card);
  const account: Account | null =
    known === null
      ? null
      : { balance: known.balance, owed: known.owed, ageMs: ageOf(known.at, clock) };
  return { account, blocked: rules().blocked.has(card) };
}

/** null while the clock is unset: a time that means nothing gives no age. */
function ageOf(at: UtcTime, clock: StationClock): number | null {
  return clock.state() === "unset" ? null : Math.max(0, clock.now() - Date.parse(at));
}
