import type { Cue } from "../state.ts";

/** `act`: do something; `wait`: nothing to do yet; `good`: it went well; `bad`: it cannot go on like this. */
export type Tone = "act" | "wait" | "good" | "bad";
export type Scene = { readonly picture: string; readonly tone: Tone };

/** The picture of each cue, for who does not read, by its name in index.html. */
export const SCENES: Readonly<Record<Cue, Scene>> = {
  tapCard: { picture: "tap", tone: "act" },
  tapOrSlip: { picture: "tap", tone: "act" },
  chooseStream: { picture: "put", tone: "act" },
  noStreams: { picture: "closed", tone: "bad" },
  putBag: { picture: "put", tone: "act" },
  throwIn: { picture: "throw", tone: "act" },
  weighing: { picture: "weighing", tone: "wait" },
  emptyFirst: { picture: "empty", tone: "act" },
  binSettles: { picture: "settling", tone: "wait" },
  binIsLess: { picture: "attendant", tone: "bad" },
  overload: { picture: "heavy", tone: "bad" },
  belowZero: { picture: "empty", tone: "bad" },
  misset: { picture: "attendant", tone: "bad" },
  scaleLost: { picture: "scale-lost", tone: "bad" },
  readerLost: { picture: "reader-lost", tone: "bad" },
  keypadLost: { picture: "keypad-lost", tone: "bad" },
  boardLost: { picture: "board-lost", tone: "bad" },
  confirm: { picture: "confirm", tone: "act" },
  grades: { picture: "grades", tone: "act" },
  slipGrams: { picture: "slip", tone: "act" },
  slipNumber: { picture: "slip", tone: "act" },
  wait: { picture: "wait", tone: "wait" },
  takeOff: { picture: "takeoff", tone: "good" },
  recorded: { picture: "done", tone: "good" },
  notRecorded: { picture: "wrong", tone: "bad" },
  timeout: { picture: "clock", tone: "bad" },
  cancelled: { picture: "cancelled", tone: "bad" },
};

/** The page has not heard of its station yet, or hears no more of it. */
export const CONNECTING: Scene = { picture: "wait", tone: "wait" };
export const SILENT: Scene = { picture: "silent", tone: "bad" };
