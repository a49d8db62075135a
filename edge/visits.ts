import type { CardId, UtcTime } from "#contract/ids.ts";
import type { Outcome } from "#contract/receipt.ts";
import { Grams } from "#contract/units.ts";
import type { AgentParts } from "./agent-ports.ts";
import { type StationClock, stampNow } from "./clock.ts";
import type { Tap } from "./drivers/card/tap.ts";
import type { KeyPress } from "./drivers/panel/keypad.ts";
import type { AppendedEntry } from "./outbox/append.ts";
import { OutboxFull } from "./outbox/database.ts";
import { openScreen } from "./panel/screen.ts";
import type { DeviceName } from "./panel/view.ts";
import type { SessionRules } from "./session/config.ts";
import { depositOf } from "./session/deposit.ts";
import { stepSession } from "./session/session.ts";
import {
  type Account,
  initialSession,
  type ProvedDrop,
  type SessionEvent,
} from "./session/state.ts";
import type { Sample } from "./weighing/reading.ts";
import { initialWeighing, stepWeighing, type Weighing } from "./weighing/weighing.ts";

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
  /** What the scale last showed of an empty platform. */
  zeroDrift(): Grams;
};

type VisitParts = Omit<AgentParts, "devices" | "after">;

/** Samples become a weight, a weight and a card a drop, and a drop an entry of the journal. */
export function openVisits(parts: VisitParts): Visits {
  const { clock, config } = parts;
  const screen = openScreen(parts.panel);
  const scale = { ...config.instrument, windowMs: config.windowMs };
  let [weighing, session] = [initialWeighing, initialSession];
  let zeroDrift = Grams(0);
  let lost: ReadonlySet<DeviceName> = new Set();

  const show = () => {
    const { streams, currency } = parts.rules();
    const { fixedStream } = config.session;
    screen.show({ session, streams, currency, fixedStream, lost });
  };
  const dispatch = (event: SessionEvent): void => {
    const step = stepSession(session, event, sessionRules(parts));
    session = step.state;
    for (const { drop } of step.effects) dispatch(record(drop));
  };
  const record = (drop: ProvedDrop): SessionEvent => {
    const entry = append(drop, parts);
    if (entry !== null) screen.recorded({ hash: entry.hash, grams: drop.weight.gross });
    return { kind: entry === null ? "not-recorded" : "recorded", uptimeMs: clock.uptimeMs() };
  };
  const happens = (event: SessionEvent): void => {
    dispatch(event);
    show();
  };

  return {
    sample(sample) {
      weighing = stepWeighing(weighing, sample, scale);
      const now = weighing.weighing;
      if (now.kind === "zero") zeroDrift = now.gross;
      happens({ kind: "weighing", weighing: now, uptimeMs: sample.uptimeMs });
    },
    tap: (tap) => happens({ kind: "card", ...tap, ...factsAbout(tap.card, parts) }),
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
    zeroDrift: () => zeroDrift,
  };
}

function sessionRules({ config, rules }: VisitParts): SessionRules {
  const { division } = config.instrument;
  return { ...config.session, streams: rules().streams, division };
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

/** @returns null when the disk is full: then nothing was written, and the visitor is told so */
function append(drop: ProvedDrop, { outbox, clock, config, log, onEvent }: VisitParts) {
  const at = stampNow(clock);
  const { data, window } = depositOf(drop, config.instrument, clock.now());
  try {
    const entry = outbox.append({ kind: "deposit", at, data, window });
    onEvent({ kind: "appended", entry, deposit: data });
    return entry;
  } catch (error) {
    // Anything else may have left the journal in doubt: the process ends, and opens it anew.
    if (!(error instanceof OutboxFull)) throw error;
    log("alarm", `nothing was recorded: ${error.message}`);
    onEvent({ kind: "not-recorded" });
    return null;
  }
}
