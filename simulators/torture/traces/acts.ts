/** What people and things do at a station, and when. `by`: who does it. */
export type Act = { readonly atMs: number } & Deed;
export type Deed =
  | { readonly kind: "tap"; readonly by: Person }
  | { readonly kind: "key"; readonly key: "confirm" | "cancel" }
  | { readonly kind: "put"; readonly by: Person; readonly bag: number; readonly grams: number }
  | { readonly kind: "take"; readonly bag: number }
  /** Someone rests a hand on what lies there: `steady` so well that only the scale itself notices. */
  | { readonly kind: "lean"; readonly grams: number; readonly steady: boolean }
  | { readonly kind: "let-go" }
  | { readonly kind: "bump"; readonly grams: number }
  | { readonly kind: "gust"; readonly grams: number; readonly lengthMs: number }
  | { readonly kind: "unplug" | "plug" }
  | { readonly kind: "restart" }
  /** A bin is carried away with all that is in it, and an empty one comes. */
  | { readonly kind: "bin-away" }
  | { readonly kind: "bin-back"; readonly grams: number };

export type Person = "A" | "B" | "nobody";

export type Script = {
  readonly mode: "platform" | "bin";
  readonly perSecond: 10 | 80;
  /** Does the scale say when it is moving? If not, it always says that it stands. */
  readonly flagged: boolean;
  /** In order of time. */
  readonly acts: readonly Act[];
  readonly endMs: number;
  /** Bags whose people did everything right. */
  readonly due: readonly number[];
  /** What the visits were, in order. */
  readonly troubles: readonly string[];
};
