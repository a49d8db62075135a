import * as z from "zod";
import { card } from "#contract/fields.ts";
import { parseJson } from "#contract/json.ts";
import { fail, ok, type Result } from "#contract/result.ts";
import { stamp } from "#contract/stamp.ts";

// A capture is JSON lines: a header, then what came, in its order. `t` is ms of the station's uptime.
// Of a reader it holds the cards' names and not its bytes: a UID never leaves the driver. What a card said
// to prove itself is left out as well: no replay checks it.

const header = z.strictObject({
  v: z.literal(1),
  station: z.string(),
  /** When it was begun. */
  at: stamp,
  /** The sections of station.toml that give bytes a meaning. */
  config: z.record(z.string(), z.unknown()),
});
export type Header = z.output<typeof header>;

/** No capture has so long a silence: it would be played through, tick by tick. */
const DAY_MS = 86_400_000;

const t = z.int().min(0);
const heard = z.strictObject({ t, device: z.enum(["scale", "keypad"]), bytes: z.base64() });
const tapped = z.strictObject({ t, device: z.literal("reader"), card });
const lost = z.strictObject({
  t,
  device: z.enum(["scale", "reader", "keypad"]),
  lost: z.string(),
});
const line = z.union([heard, tapped, lost]);
export type CaptureLine = z.output<typeof line>;

export type Capture = { readonly header: Header; readonly lines: readonly CaptureLine[] };

/** @returns the capture, or one sentence that names the line which is none */
export function parseCapture(bytes: Uint8Array): Result<Capture, string> {
  const texts = Buffer.from(bytes).toString("utf8").trimEnd().split("\n");
  const [first = "", ...rest] = texts;
  const head = parsed(header, first, 1);
  if (!head.ok) return head;
  const lines: CaptureLine[] = [];
  for (const [index, text] of rest.entries()) {
    const it = parsed(line, text, index + 2);
    if (!it.ok) return it;
    const afterMs = it.value.t - (lines.at(-1)?.t ?? it.value.t);
    if (afterMs < 0) return fail(`line ${index + 2}: it goes back in time`);
    if (afterMs > DAY_MS) return fail(`line ${index + 2}: it comes more than a day after the last`);
    lines.push(it.value);
  }
  return ok({ header: head.value, lines });
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  number: number,
): Result<z.output<Schema>, string> {
  const json = parseJson(new TextEncoder().encode(text));
  if (!json.ok) return fail(`line ${number} is not JSON`);
  const { success, data, error } = schema.safeParse(json.value);
  return success
    ? ok(data)
    : fail(`line ${number}: ${z.prettifyError(error).replace(/\s+/g, " ")}`);
}

export const textOf = (it: Header | CaptureLine): string => `${JSON.stringify(it)}\n`;
