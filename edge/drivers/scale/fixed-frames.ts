import { fail } from "#contract/result.ts";
import type { Frame, Read } from "./serial-scale.ts";

/** The bytes since the last frame, fewer than one frame has. */
export type FixedState = Uint8Array;
export const nothing: FixedState = new Uint8Array();

type FixedForm = {
  readonly bytes: number;
  /** The byte that a frame begins with. */
  readonly first: number;
  /** null: these bytes are none, whatever they begin with. */
  parse(frame: Uint8Array): Frame["reading"] | null;
};

/**
 * Scales whose frames have a beginning and a length: after a broken one the next beginning is tried. What is
 * no frame is no weight either, and is said so: what stood still before it may have moved meanwhile.
 */
export function readFixed(
  before: FixedState,
  chunk: Uint8Array,
  form: FixedForm,
): Read<FixedState> {
  const all = Buffer.concat([before, chunk]);
  const frames: Frame[] = [];
  const passBy = () => frames.push({ frame: "", reading: fail({ code: "not-a-weight" }) });
  let at = 0;
  for (;;) {
    const found = all.indexOf(form.first, at);
    const start = found === -1 ? all.length : found;
    if (start > at) passBy();
    if (start + form.bytes > all.length) {
      return { state: Uint8Array.from(all.subarray(start)), frames, ignored: 0 };
    }
    const bytes = all.subarray(start, start + form.bytes);
    const reading = form.parse(bytes);
    if (reading === null) passBy();
    else frames.push({ frame: bytes.toString("latin1"), reading });
    at = reading === null ? start + 1 : start + form.bytes;
  }
}
