import type { Deposit } from "#contract/deposit.ts";
import { sha256 } from "#contract/hash.ts";
import { type CardId, utcTime } from "#contract/ids.ts";
import type { ClockState, Stamp } from "#contract/stamp.ts";
import { Grams } from "#contract/units.ts";

/** 2026-11-22T08:15:30Z: the moment at which examples happen. */
export const SAMPLE_TIME_MS = Date.UTC(2026, 10, 22, 8, 15, 30);
export const SAMPLE_BOOT = "0192f0c4-0000-7000-8000-000000000001";

export function sampleStamp(offsetMs = 0, clock: ClockState = "synced", boot = SAMPLE_BOOT): Stamp {
  return { boot, clock, time: utcTime(SAMPLE_TIME_MS + offsetMs), uptimeMs: 60_000 + offsetMs };
}

export const sampleCard = (name: string): CardId => `${sha256(name).slice(0, 21)}A` as CardId;

/** A bag of plastic of a card, weighed on a platform scale. */
export function sampleDeposit(card = sampleCard("amal"), net = 4320): Deposit {
  return {
    card,
    cardProof: null,
    stream: "plastic",
    grade: null,
    gross: Grams(net + 360),
    tare: Grams(360),
    net: Grams(net),
    capture: "scale",
    attendant: null,
    slip: null,
    scale: {
      id: "platform-1",
      division: 10,
      verified: true,
      samples: 12,
      spread: 4,
      calibration: "2026-09-01",
      window: sha256(SAMPLE_WINDOW),
    },
  };
}

export const SAMPLE_WINDOW = new TextEncoder().encode("S S      4.680 kg\r\n".repeat(12));
