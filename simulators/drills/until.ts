import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 60_000;

/** Looks again and again, for a minute at most. @throws Error that says what never came */
export async function until<Found>(
  what: string,
  look: () => Found | Promise<Found>,
): Promise<Found> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    const found = await look();
    if (found) return found;
    await sleep(100);
  }
  throw new Error(`There never was ${what}.`);
}
