import * as z from "zod";
import type { Sample } from "../../weighing/reading.ts";
import type { Connection } from "../board/connection.ts";
import type { BoardHub } from "../board/hub.ts";
import { DeviceLost, type DriverTools, type Source, tally } from "../driver.ts";
import { checkLoadCell, loadCellFields, loadCellOf, readingOfCounts } from "./load-cell-section.ts";
import { openNau7802, pause, type Registers } from "./nau7802-registers.ts";
import { checkInstrument } from "./section.ts";
import type { Scale } from "./serial-scale.ts";

/** Section [scale] of station.toml, for a load cell behind an NAU7802 on a board's I2C bus. */
export const nau7802Config = z
  .strictObject({ kind: z.literal("nau7802"), ...loadCellFields })
  .superRefine(checkInstrument)
  .superRefine(checkLoadCell)
  .transform((section) => ({ kind: section.kind, ...loadCellOf(section) }));
export type Nau7802Config = z.output<typeof nau7802Config>;

/** Real time between two looks whether a conversion is there: one comes each 100 ms. */
const LOOK_MS = 10;
/** Looks without a conversion after which the chip does not convert. */
const MAX_LOOKS = 60;
/**
 * Openings in a row without a conversion, one a second, after which the board is started anew: what a
 * garbled request set going on its bus, it does not forget by itself.
 */
const MAX_OPENINGS = 15;

/**
 * Any Firmata will do. A conversion counts when two reads, which begin at different registers, say the
 * same of it and of all that it depends on: StandardFirmata answers for a chip that is gone with bytes of
 * an earlier answer, and nothing on the way carries a checksum.
 */
export function nau7802(
  config: Nau7802Config,
  hub: BoardHub,
  tools: Pick<DriverTools, "uptimeMs" | "after">,
): Source<Sample, Scale> {
  const { counts, add } = tally();
  let openings = 0;
  return {
    path: hub.path,
    counts,
    async open() {
      const { connection, leave } = await hub.join();
      openings += 1;
      if (openings % MAX_OPENINGS === 0) connection.lose("its NAU7802 gives no weights");
      const chip = await openNau7802(connection, tools.after).catch(async (error) => {
        await leave();
        throw error;
      });
      return {
        async *events(signal) {
          while (!signal.aborted) {
            const value = await nextConversion(chip, connection, tools, () => add(0, 1));
            if (signal.aborted) return;
            openings = 0;
            add(1, 0);
            const frame = `NAU7802 ${value}`;
            yield { uptimeMs: tools.uptimeMs(), frame, reading: readingOfCounts(value, config) };
          }
        },
        setZero: async () => {}, // its zero is the adjustment's, and what the station tracks
        close: leave,
      };
    },
  };
}

/** @param onMissed two reads fell on both sides of a conversion */
async function nextConversion(
  chip: Registers,
  { path }: Connection,
  { after }: Pick<DriverTools, "after">,
  onMissed: () => void,
): Promise<number> {
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const first = await chip.conversion();
    if (first !== null) {
      if ((await chip.again()) === first) return first;
      onMissed();
    }
    await pause(LOOK_MS, after);
  }
  throw new DeviceLost(`${path}: the NAU7802 does not convert`);
}
