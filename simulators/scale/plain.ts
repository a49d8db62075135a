import {
  type Cell,
  felt,
  type Indication,
  indicationOf,
  type MachineStep,
  type ScaleMachine,
  unloaded,
  ZERO_RANGE_GRAMS,
} from "./machine.ts";

/** What one of the simpler scales does at a command. */
export type Act = "begin" | "print" | "zero";

/** A scale that only shows its weight, in frames of its own. */
export type Language = {
  /** One frame with its line end, one character a byte. */
  encode(indication: Indication): string;
  readonly commands: Readonly<Record<string, Act>>;
  /** It sends a frame at every sample without having been asked. */
  readonly unasked: boolean;
  /** What it answers to a command that it does not know; null: nothing. */
  readonly unknown: string | null;
};

type PlainState = Cell & { readonly repeating: boolean };

export function plainScale(language: Language): ScaleMachine<PlainState> {
  const frame = (state: PlainState): readonly string[] => {
    const indication = indicationOf(state);
    return indication === null ? [] : [language.encode(indication)];
  };
  return {
    initial: { ...unloaded, repeating: language.unasked },
    onSample(before, grams) {
      const state = felt(before, grams);
      return { state, replies: state.repeating ? frame(state) : [] };
    },
    onCommand(state, command): MachineStep<PlainState> {
      const act = language.commands[command];
      if (act === "begin") return { state: { ...state, repeating: true }, replies: frame(state) };
      if (act === "print") return { state, replies: frame(state) };
      if (act === "zero") return { state: zeroed(state), replies: [] };
      return { state, replies: language.unknown === null ? [] : [language.unknown] };
    },
  };
}

function zeroed(state: PlainState): PlainState {
  const zeroGrams = state.samples.at(-1) ?? 0;
  return Math.abs(zeroGrams) > ZERO_RANGE_GRAMS ? state : { ...state, zeroGrams };
}
