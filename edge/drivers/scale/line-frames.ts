import { fail, type Result } from "#contract/result.ts";
import type { WeightProblem, WeightReading } from "../../weighing/reading.ts";
import { type LineState, noLine, splitLines } from "../lines.ts";
import type { Read, ScaleProtocol } from "./serial-scale.ts";

export type LineReading = Result<WeightReading, WeightProblem>;

const NO_WEIGHT = { frame: "", reading: fail({ code: "not-a-weight" }) } as const;

/** null: an answer that says nothing of the load. */
export type ParseLine = (line: string) => LineReading | null;

/** Scales whose frames are lines of text, each of which says all by itself. */
export function lineFrames(parse: ParseLine): Pick<ScaleProtocol<LineState>, "initial" | "read"> {
  return {
    initial: noLine,
    read(before, chunk): Read<LineState> {
      const { state, lines, ignored } = splitLines(before, chunk);
      const frames = lines.flatMap((frame) => {
        const reading = parse(frame);
        return reading === null ? [] : [{ frame, reading }];
      });
      // A line too long to be one is no weight, and breaks what stood still.
      const tooLong = Array.from({ length: ignored }, () => NO_WEIGHT);
      return { state, frames: [...tooLong, ...frames], ignored: 0 };
    },
  };
}
