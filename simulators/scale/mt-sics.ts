import {
  type Cell,
  felt,
  indicationOf,
  isStable,
  type MachineStep,
  type ScaleMachine,
  unloaded,
  ZERO_RANGE_GRAMS,
} from "./machine.ts";

/**
 * A scale that speaks MT-SICS, level 0, and of level 1 what concerns the tare: what it says to samples of its cell and to commands.
 * Source: METTLER TOLEDO, Reference manual Standard Interface Command Set, 11780711.
 */
export type ScaleState = Cell & {
  /** SIR: a value at every sample. */
  readonly repeating: boolean;
  /** g that were tared, and are taken off what is shown. */
  readonly tareGrams: number;
  /** S or Z waits for the load to rest, for that many samples yet. */
  readonly waiting: { readonly command: "S" | "Z"; readonly samplesLeft: number } | null;
};

type ScaleStep = MachineStep<ScaleState>;

export const switchedOn: ScaleState = {
  ...unloaded,
  repeating: false,
  tareGrams: 0,
  waiting: null,
};

const PATIENCE_SAMPLES = 50;

export function onSample(state: ScaleState, grams: number): ScaleStep {
  const answered = answerWaiting(felt(state, grams));
  if (!state.repeating) return answered;
  return { ...answered, replies: [...answered.replies, value(answered.state)] };
}

export function onCommand(state: ScaleState, command: string): ScaleStep {
  const quiet = { ...state, repeating: false, waiting: null };
  switch (command) {
    case "SI":
      return { state: quiet, replies: [value(state)] };
    case "SIR":
      return { state: { ...quiet, repeating: true }, replies: [value(state)] };
    case "S":
      return answerWaiting({ ...quiet, waiting: waitingFor("S") });
    case "Z":
      return answerWaiting({ ...state, waiting: waitingFor("Z") });
    case "T":
      return {
        state: { ...state, tareGrams: shown(state) },
        replies: [`T S ${text(shown(state))}`],
      };
    case "TA":
      return { state, replies: [`TA A ${text(state.tareGrams)}`] };
    case "TAC":
      return { state: { ...state, tareGrams: 0 }, replies: ["TAC A"] };
    case "@":
      return { state: { ...switchedOn, samples: state.samples }, replies: [`I4 A "B000000001"`] };
    default:
      return { state, replies: ["ES"] };
  }
}

const waitingFor = (command: "S" | "Z") => ({ command, samplesLeft: PATIENCE_SAMPLES });

function answerWaiting(state: ScaleState): ScaleStep {
  const { waiting } = state;
  if (waiting === null) return { state, replies: [] };
  const idle = { ...state, waiting: null };
  if (isStable(state)) {
    return waiting.command === "S" ? { state: idle, replies: [value(state)] } : setZero(idle);
  }
  if (waiting.samplesLeft === 0) return { state: idle, replies: [`${waiting.command} I`] };
  const stillWaiting = { ...waiting, samplesLeft: waiting.samplesLeft - 1 };
  return { state: { ...state, waiting: stillWaiting }, replies: [] };
}

function setZero(state: ScaleState): ScaleStep {
  const grams = state.samples.at(-1) ?? 0;
  if (Math.abs(grams) > ZERO_RANGE_GRAMS) {
    return { state, replies: [grams > 0 ? "Z +" : "Z -"] };
  }
  return { state: { ...state, zeroGrams: grams }, replies: ["Z A"] };
}

/** `S S     12.340 kg`: the value stands right-aligned in ten characters. */
function value(state: ScaleState): string {
  const indication = indicationOf(state);
  if (indication === null) return "S I";
  const { grams, stable, range } = indication;
  if (range !== "within") return range === "over" ? "S +" : "S -";
  return `S ${stable ? "S" : "D"} ${text(grams - state.tareGrams)}`;
}

const shown = (state: ScaleState) => indicationOf(state)?.grams ?? 0;

const text = (grams: number) => `${((grams + 0) / 1000).toFixed(3).padStart(10)} kg`;

const ended = ({ state, replies }: ScaleStep): ScaleStep => ({
  state,
  replies: replies.map((reply) => `${reply}\r\n`),
});

export const mtSicsScale: ScaleMachine<ScaleState> = {
  initial: switchedOn,
  onSample: (state, grams) => ended(onSample(state, grams)),
  onCommand: (state, command) => ended(onCommand(state, command)),
};
