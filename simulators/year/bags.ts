import type { Deposit } from "#contract/deposit.ts";
import type { CardId, Hash } from "#contract/ids.ts";
import { Grams } from "#contract/units.ts";
import type { Random } from "../village/random.ts";
import { gramsPerMemberDay, WASTE, type Waste } from "../village/waste.ts";
import { cardOf, type Home } from "./homes.ts";

/** A bag on its way: who brings it, and what the station will write of it. */
export type Bag = { readonly home: Home; readonly deposit: Deposit };

/** Our choice: bags a month, so that a household makes some 417 deposits a year. */
const BAGS_A_MONTH: Readonly<Record<Waste, number>> = {
  organic: 15,
  paper: 5.5,
  plastic: 7,
  metal: 3,
  glass: 2,
};
/** Brought now and then: bags a month, lightest and heaviest (g). */
const RARE = [
  { stream: "residual", bags: 1.5, grams: [300, 5_000] },
  { stream: "aluminium", bags: 0.4, grams: [200, 900] },
  { stream: "textiles", bags: 0.3, grams: [800, 6_000] },
] as const;

const DAYS_A_MONTH = 365 / 12;
/** Nobody carries more at once. */
const CARRIED_GRAMS = 9_500;
const DIVISION_GRAMS = 10;
const INSPECTED_CHANCE = 0.15;
const ATTENDED_ALUMINIUM_CHANCE = 0.85;
const OVERWEIGHT_CHANCE = 0.001;
const MANUAL_CHANCE = 0.002;
const WITHOUT_CARD_CHANCE = 0.3;
const ATTENDANT = cardOf("attendant");

/** What a household brings in one walk: on average it walks once a day. */
export function bagsOf(home: Home, random: Random): readonly Bag[] {
  const sorted = WASTE.flatMap((stream) => {
    if (!random.happens(BAGS_A_MONTH[stream] / DAYS_A_MONTH)) return [];
    const mean = (gramsPerMemberDay(stream) * DAYS_A_MONTH) / BAGS_A_MONTH[stream];
    const grams = mean * home.members * home.capture * (1 + 0.35 * random.normal());
    return [{ stream, grams: Math.min(grams, CARRIED_GRAMS) }];
  });
  const rare = RARE.flatMap(({ stream, bags, grams: [least, most] }) =>
    random.happens(bags / DAYS_A_MONTH) ? [{ stream, grams: random.between(least, most) }] : [],
  );
  return [...sorted, ...rare].map(({ stream, grams }) => {
    const heavy = random.happens(OVERWEIGHT_CHANCE) ? 21_000 : 0;
    return { home, deposit: depositOf(home, stream, onScale(grams + heavy), random) };
  });
}

/** Below a scale's first steps nobody sets out. */
const onScale = (grams: number): Grams =>
  Grams(Math.max(5, Math.round(grams / DIVISION_GRAMS)) * DIVISION_GRAMS);

function depositOf(home: Home, stream: string, net: Grams, random: Random): Deposit {
  const card = random.pick(home.cards);
  if (random.happens(MANUAL_CHANCE)) return manual(card, stream, net, random);
  const inspected = random.happens(INSPECTED_CHANCE);
  const attended = stream === "aluminium" && random.happens(ATTENDED_ALUMINIUM_CHANCE);
  return {
    ...weighed(card, stream, net),
    grade: inspected ? gradeOf(random) : null,
    attendant: inspected || attended ? ATTENDANT : null,
  };
}

/** A bag with a card on a scale, which nobody looked into. */
export function weighed(card: CardId, stream: string, net: Grams): Deposit {
  return {
    ...{ card, cardProof: null, stream, grade: null },
    ...{ gross: net, tare: Grams(0), net, capture: "scale", attendant: null, slip: null },
    scale: {
      ...{ id: "platform-1", division: DIVISION_GRAMS, verified: true, samples: 12, spread: 0 },
      ...{ calibration: "2025-09-01", window: NO_FRAMES },
    },
  };
}

/** There are no raw frames behind these weighings. */
const NO_FRAMES = "A".repeat(43) as Hash;

function manual(card: CardId, stream: string, net: Grams, random: Random): Deposit {
  const nobody = random.happens(WITHOUT_CARD_CHANCE);
  return {
    ...weighed(card, stream, net),
    ...{ card: nobody ? null : card, capture: "manual", scale: null, attendant: ATTENDANT },
  };
}

function gradeOf(random: Random): "A" | "B" | "C" {
  const chance = random.next();
  if (chance < 0.06) return "C";
  return chance < 0.2 ? "B" : "A";
}
