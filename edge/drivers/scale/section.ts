import * as z from "zod";
import {
  faultsOfInstrument,
  type InstrumentSection,
  instrumentFields,
  instrumentOf,
} from "../../weighing/config.ts";
import { type SerialOptions, serialFields } from "../driver.ts";

/** Fields of section [scale] that every scale on a serial line has, with the settings it comes with. */
export function scaleFields(line: Required<SerialOptions>) {
  return {
    ...serialFields,
    baud_rate: serialFields.baud_rate.default(line.baudRate),
    data_bits: z.literal([7, 8]).default(line.dataBits),
    parity: z.enum(["none", "even", "odd"]).default(line.parity),
    ...instrumentFields,
  };
}

const fields = z.object(scaleFields({ baudRate: 9600, dataBits: 8, parity: "none" }));

/** The line and the instrument of a section; what a protocol adds, it takes out itself. */
export function scaleOf(section: z.output<typeof fields>) {
  const { path, baud_rate, data_bits, parity } = section;
  const line = { path, baudRate: baud_rate, dataBits: data_bits, parity };
  return { ...line, instrument: instrumentOf(section) };
}

/** Names the key to mend. */
export function checkInstrument(section: InstrumentSection, context: z.RefinementCtx): void {
  for (const { key, message } of faultsOfInstrument(section)) {
    context.addIssue({ code: "custom", path: [key], message });
  }
}
