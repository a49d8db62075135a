import { canonicalJson, type JsonObject } from "#contract/json.ts";
import type { StationNote } from "../store/store.ts";
import type { CommandOf } from "./command.ts";
import { type AdminContext, minuteOf } from "./context.ts";
import { answer, type Outcome, refused } from "./reply.ts";
import { tableOf } from "./table.ts";

const MOST_NOTES = 200;

/** What a station wrote into its journal beside deposits: by what it weighed, and what became of its bin. */
export async function showStationNotes(
  { station }: CommandOf<"station-notes">,
  { store }: AdminContext,
): Promise<Outcome> {
  const stations = await store.stations();
  if (!stations.some((known) => known.station === station))
    return refused("no-such-station", `There is no station ${station}.`);
  const notes = await store.stationNotes(station, MOST_NOTES);
  if (notes.length === 0) return answer({ notes: [] }, `${station} has noted nothing.`);
  const table = tableOf(["entry", "kind", "noted (UTC)", "what"], notes.map(lineOf));
  const more =
    notes.length === MOST_NOTES ? `\n\nThe latest ${MOST_NOTES}; all are in the export.` : "";
  return answer({ notes: notes.map(jsonOf) }, `${table}${more}`);
}

const jsonOf = ({ chainNumber, seq, kind, data, notedAt, receivedAt }: StationNote) => ({
  ...{ chain: chainNumber, seq, kind, data, receivedAt },
  ...{ notedAt: notedAt.time, clock: notedAt.clock },
});

function lineOf({ chainNumber, seq, kind, data, notedAt }: StationNote): string[] {
  // A clock that was never set says nothing.
  const noted = notedAt.clock === "unset" ? "unknown" : minuteOf(notedAt.time);
  return [`${chainNumber}/${seq}`, kind, noted, textOf(data)];
}

/** Without the scale and its window, which are for machines. */
function textOf({ scale: _scale, ...data }: JsonObject): string {
  const text = canonicalJson(data);
  return text.ok ? text.value : "";
}
