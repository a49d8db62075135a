import { mayTake } from "../session/load.ts";
import { type Drop, isWeighed, type Visit, visitOf } from "../session/state.ts";
import type { Credit, DeviceName, PanelView } from "./view.ts";

// What every display has to decide alike, in whichever words or pictures it then says it.

/** What is to be done with the platform, or with the bin, before a weight can be taken. */
export type LoadCue =
  | "putBag"
  | "throwIn"
  | "weighing"
  | "emptyFirst"
  | "binSettles"
  | "binIsLess"
  | "overload"
  | "belowZero"
  | "misset"
  | "scaleLost";

export function loadCue(
  { session, mode }: Pick<PanelView, "session" | "mode">,
  { card }: Visit,
): LoadCue {
  const { weighing, load } = session;
  const isBin = mode === "bin";
  if (load.kind === "short") return "binIsLess";
  switch (weighing.kind) {
    case "no-signal":
      return "scaleLost";
    case "misset":
    case "overload":
      return weighing.kind;
    case "below-zero":
      return isBin ? "binIsLess" : "belowZero";
    case "zero":
      if (!isBin) return "putBag";
      return load.kind === "free" ? "throwIn" : "binSettles";
    default:
      if (mayTake(load, card)) return "weighing";
      return isBin ? "binSettles" : "emptyFirst";
  }
}

/** Which of the devices that are gone to speak of first; null: none is. */
export function mostMissed(lost: ReadonlySet<DeviceName>): DeviceName | null {
  return (
    (["board", "scale", "reader", "keypad"] as const).find((device) => lost.has(device)) ?? null
  );
}

/** Does this drop still lie on the platform, where the next one has to go? */
export function isToBeTakenOff({ weight }: Pick<Drop, "weight">, mode: PanelView["mode"]): boolean {
  return mode === "platform" && isWeighed(weight);
}

/** The receipt of the last bag, for as long as its visitor may stand there. */
export function shownCredit({ credit, session }: PanelView): Credit | null {
  const visit = visitOf(session.phase);
  return visit !== null && visit.deposits === 0 ? null : credit;
}
