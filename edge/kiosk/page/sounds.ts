import type { Cue, KioskState } from "../state.ts";

/** What is heard when something happened, by whoever does not look. */
export type Sound = "card" | "weighed" | "done" | "refused";

const LOST: readonly Cue[] = ["scaleLost", "readerLost", "keypadLost", "boardLost"];
const AT_REST: readonly Cue[] = ["tapCard", "tapOrSlip", ...LOST];
const TAKEN: readonly Cue[] = ["takeOff", "recorded"];
const ASKING: readonly Cue[] = ["confirm", "grades"];
const REFUSED: readonly Cue[] = ["notRecorded", "timeout", "overload", "binIsLess", "misset"];
const QUIET_NOTICES: readonly KioskState["notice"][] = ["attended", "unattended"];

type Heard = Pick<KioskState, "cue" | "notice" | "stream">;

/** @returns null where nothing happened that should be heard */
export function soundOf(before: Heard, after: Heard): Sound | null {
  const enters = (cues: readonly Cue[]) => cues.includes(after.cue) && !cues.includes(before.cue);
  const isRefused = after.notice !== null && after.notice !== before.notice;
  if (isRefused && !QUIET_NOTICES.includes(after.notice)) return "refused";
  if (after.cue !== before.cue && REFUSED.includes(after.cue)) return "refused";
  if (enters(TAKEN)) return "done";
  if (enters(ASKING)) return "weighed";
  return isAtRest(before) && !isAtRest(after) && after.cue !== "cancelled" ? "card" : null;
}

/** A scale may also be gone in the midst of a visit. */
const isAtRest = ({ cue, stream }: Heard) => AT_REST.includes(cue) && stream === null;

/** Notes in Hz, one after the other. */
const NOTES: Readonly<Record<Sound, readonly number[]>> = {
  card: [660, 880],
  weighed: [880],
  done: [523, 659, 784],
  refused: [220, 175],
};
const NOTE_S = 0.13;
const LOUDNESS = 0.25;

export type Player = {
  play(sound: Sound): void;
  /** A browser makes no sound before it was touched, unless it was started so that it does. */
  isMuted(): boolean;
};

/** @param onChange whenever it may have become loud or silent */
export function openPlayer(onChange: () => void): Player {
  const context = new AudioContext();
  context.addEventListener("statechange", onChange);
  addEventListener("pointerdown", () => void context.resume());
  addEventListener("keydown", () => void context.resume());
  return {
    isMuted: () => context.state !== "running",
    play(sound) {
      if (context.state !== "running") return; // or it would all be heard at the first touch
      for (const [index, hertz] of NOTES[sound].entries()) {
        note(context, hertz, context.currentTime + index * NOTE_S);
      }
    },
  };
}

function note(context: AudioContext, hertz: number, startS: number): void {
  const [tone, loudness] = [context.createOscillator(), context.createGain()];
  tone.type = "triangle";
  tone.frequency.value = hertz;
  loudness.gain.setValueAtTime(0, startS);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, startS + 0.015);
  loudness.gain.linearRampToValueAtTime(0, startS + NOTE_S * 1.5);
  tone.connect(loudness).connect(context.destination);
  tone.start(startS);
  tone.stop(startS + NOTE_S * 1.5);
}
