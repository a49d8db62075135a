import { type After, type Counts, DeviceLost, type Source } from "../drivers/driver.ts";

/** What was heard of a device in a while. */
export type Heard<Event> = {
  readonly events: readonly Event[];
  readonly counts: Counts;
  /** Why it could not be opened, or was lost; null: it stayed. */
  readonly lost: string | null;
};

export type Hearing<Event> = {
  readonly forMs: number;
  /** Real time. */
  readonly after: After;
  /** Ends it early: no more is needed. */
  readonly enough?: (events: readonly Event[]) => boolean;
};

/** Opens a device, listens for so long, and closes it. */
export async function listenFor<Event>(
  source: Source<Event>,
  { forMs, after, enough = () => false }: Hearing<Event>,
): Promise<Heard<Event>> {
  const events: Event[] = [];
  const abort = new AbortController();
  const cancel = after(forMs, () => abort.abort());
  let lost: string | null = null;
  try {
    const device = await source.open();
    try {
      for await (const event of device.events(abort.signal)) {
        events.push(event);
        if (enough(events)) break;
      }
    } finally {
      await device.close();
    }
    if (!abort.signal.aborted && !enough(events)) lost = `${source.path}: the line ended`;
  } catch (error) {
    if (!(error instanceof DeviceLost)) throw error;
    lost = error.message;
  } finally {
    cancel();
  }
  return { events, counts: source.counts(), lost };
}
