/** The streams that households of the simulation bring, in no order that matters. */
export type Waste = "organic" | "paper" | "plastic" | "metal" | "glass";
export const WASTE = ["organic", "paper", "plastic", "metal", "glass"] as const;

type Kind = {
  /**
   * What a household of mean size throws away in a month. Organic and plastic: Nablus 2023,
   * doi 10.3390/su151914640; the rest split as in Gaza.
   */
  readonly kgPerHouseholdMonth: number;
  /** Lightest and heaviest contents of a full bag of 60 litres (US EPA, volume-to-weight factors, 2016). */
  readonly kgPer60Litres: readonly [lightest: number, heaviest: number];
  /** Our choice: the bag that people carry it in; glass cuts through a bigger one. */
  readonly bagLitres: number;
  /** Our choice: with less than this nobody sets out. */
  readonly worthCarryingGrams: number;
};

export const KINDS: Readonly<Record<Waste, Kind>> = {
  organic: kind(66, [8.9, 14.1], 60, 1000), // garden waste to food
  paper: kind(11, [3.8, 8.7], 60, 700), // cardboard to mixed paper
  plastic: kind(10, [1.1, 1.4], 60, 600), // PET to mixed plastic
  metal: kind(3, [1.8, 5.3], 20, 300), // aluminium to steel cans
  glass: kind(3, [13.5, 13.5], 25, 800),
};

function kind(
  kgPerHouseholdMonth: number,
  kgPer60Litres: readonly [number, number],
  bagLitres: number,
  worthCarryingGrams: number,
): Kind {
  return { kgPerHouseholdMonth, kgPer60Litres, bagLitres, worthCarryingGrams };
}

export const MEAN_MEMBERS = 4.8;
const DAYS_PER_MONTH = 30;
const GRAMS_PER_KILOGRAM = 1000;

/** g a day of one member's share. */
export function gramsPerMemberDay(waste: Waste): number {
  const kgPerDay = KINDS[waste].kgPerHouseholdMonth / DAYS_PER_MONTH;
  return (kgPerDay * GRAMS_PER_KILOGRAM) / MEAN_MEMBERS;
}

/** g that fill a bag, between its lightest (0) and its heaviest contents (1). */
export function bagfulGrams(waste: Waste, heaviness: number): number {
  const { kgPer60Litres, bagLitres } = KINDS[waste];
  const [lightest, heaviest] = kgPer60Litres;
  const kgPerLitre = (lightest + (heaviest - lightest) * heaviness) / 60;
  return Math.round(kgPerLitre * bagLitres * GRAMS_PER_KILOGRAM);
}
