/**
 * A scale that speaks MT-SICS, level 0 without tare: what it says to samples of its cell and to commands.
 * Source: METTLER TOLEDO, Reference manual Standard Interface Command Set, 11780711.
 */
export type ScaleState = {
  /** g on the cell that are shown as zero. */
  readonly zeroGrams: number;
  /** g of the latest samples, oldest first. */
  readonly samples: readonly number[];
  /** SIR: a value at every sample. */
  readonly repeating: boolean;
  /** S or Z waits for the load to rest, for that many samples yet. */
  readonly waiting: { readonly command: "S" | "Z"; readonly samplesLeft: number } | null;
};

export type ScaleStep = { readonly state: ScaleState; readonly replies: readonly string[] };

export const switchedOn: ScaleState = {
  zeroGrams: 0,
  samples: [],
  repeating: false,
  waiting: null,
};

export const DIVISION_GRAMS = 10;
export const MAX_GRAMS = 60_000;
/** The display goes blank above Max + 9 e (OIML R 76). */
const OVERLOAD_GRAMS = MAX_GRAMS + 9 * DIVISION_GRAMS;
const UNDERLOAD_GRAMS = -20 * DIVISION_GRAMS;
/** Zero can be set within 2 % of Max either side of the zero it was made with. */
const ZERO_RANGE_GRAMS = 0.02 * MAX_GRAMS;

/** The scale's own idea of rest: that many samples in a row within one division. */
const STABLE_SAMPLES = 6;
const PATIENCE_SAMPLES = 50;

export function onSample(state: ScaleState, grams: number): ScaleStep {
  const samples = [...state.samples, grams].slice(-STABLE_SAMPLES);
  const answered = answerWaiting({ ...state, samples });
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

function isStable({ samples }: ScaleState): boolean {
  const spread = Math.max(...samples) - Math.min(...samples);
  return samples.length === STABLE_SAMPLES && spread <= DIVISION_GRAMS;
}

/** `S S     12.340 kg`: the value stands right-aligned in ten characters. */
function value(state: ScaleState): string {
  const latest = state.samples.at(-1);
  if (latest === undefined) return "S I";
  const grams = Math.round((latest - state.zeroGrams) / DIVISION_GRAMS) * DIVISION_GRAMS;
  if (grams > OVERLOAD_GRAMS) return "S +";
  if (grams < UNDERLOAD_GRAMS) return "S -";
  const kilograms = ((grams + 0) / 1000).toFixed(3);
  return `S ${isStable(state) ? "S" : "D"} ${kilograms.padStart(10)} kg`;
}
