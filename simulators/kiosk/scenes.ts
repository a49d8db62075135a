import { Grams, MinorUnits } from "#contract/units.ts";
import type { DeviceName, PanelView } from "#edge/panel/view.ts";
import type { SessionRules } from "#edge/session/config.ts";
import { type Told, tell, type Word } from "#edge/session/script.ts";

// What a station's display has to show in the course of its days, each made by the real session.

const LABELS = [
  ["organic", "عضوي", "Organic"],
  ["paper", "ورق وكرتون", "Paper and cardboard"],
  ["plastic", "بلاستيك", "Plastic"],
  ["metal", "معادن", "Metal"],
  ["glass", "زجاج", "Glass"],
  ["textiles", "أقمشة", "Textiles"],
  ["aluminium", "ألمنيوم", "Aluminium"],
  ["batteries", "بطاريات", "Batteries"],
  ["oil", "زيت الطبخ", "Cooking oil"],
] as const;

const streamsOf = ({ streams = 6 }: Story) =>
  LABELS.slice(0, streams).map(([stream, ar, en]) => ({
    stream,
    label: { ar, en },
    attendedOnly: stream === "textiles" && streams < LABELS.length,
  }));
/** ms: an account that was last heard of three days ago. */
const THREE_DAYS_MS = 3 * 86_400_000;
const POSTED = { kind: "posted", credited: MinorUnits(187), balance: MinorUnits(1421) } as const;

type Story = {
  readonly words: readonly Word[];
  /** g that the scale shows at the end; else those of the last word, where it says any. */
  readonly live?: number | null;
  readonly mode?: "bin";
  readonly diskFull?: boolean;
  readonly isNew?: boolean;
  /** How many streams are offered. */
  readonly streams?: number;
} & Partial<Pick<PanelView, "credit" | "fixedStream">> & { readonly lost?: readonly DeviceName[] };

const visit = ["zero", "A", "key 3"] as const;
const weighed = [...visit, 4680] as const;
const inBin = [...visit, "zero"] as const;
const handedIn = [...weighed, "confirm", 4680] as const;

const STORIES = {
  idle: { words: ["zero"], live: 0 },
  tapped: { words: ["zero", "A"], live: 0 },
  "new card": { words: ["zero", "A"], live: 0, isNew: true },
  "put the bag": { words: visit, live: 0 },
  moving: { words: [...visit, "moving"], live: 4150 },
  weighed: { words: weighed },
  confirmed: { words: [...weighed, "confirm"] },
  "handed in": { words: handedIn },
  credited: { words: handedIn, credit: { ...POSTED, grams: Grams(4680) } },
  checking: { words: handedIn, credit: { kind: "checking", grams: Grams(4680) } },
  "a full disk": { words: [...weighed, "confirm", 4680], diskFull: true },
  "time is up": { words: [...visit, "+30000"], live: 0 },
  cancelled: { words: [...visit, "cancel"], live: 0 },
  "another card": { words: [...visit, "moving", "B"], live: 4150 },
  "a blocked card": { words: ["zero", "blocked"], live: 0 },
  overload: { words: [...visit, "overload"] },
  "below zero": { words: [...visit, "below-zero"], live: -120 },
  "left behind": { words: [4680, "A", "key 3", 4680] },
  "a scale that is gone": { words: ["zero"], lost: ["scale"] },
  "a reader that is gone": { words: ["zero"], live: 0, lost: ["reader"] },
  "a keypad that is gone": { words: ["zero"], live: 0, lost: ["keypad"] },
  "a board that is gone": { words: ["zero"], live: null, lost: ["board", "keypad"] },
  "a silent scale": { words: [...visit, "no-signal"], lost: ["scale"] },
  "a bin": { words: inBin, live: 0, mode: "bin" },
  "a bin that settles": { words: visit, live: 10, mode: "bin" },
  "a bin, handed in": { words: [...inBin, 4680, "confirm", 4680], live: 0, mode: "bin" },
  attended: { words: ["zero", "attendant", "+4000"], live: 0 },
  graded: { words: ["zero", "attendant", "A", "key 3", 4680, "key 2"] },
  "a slip": { words: ["zero", "attendant", "key 0", "key 3", "key 4", "key 2"], live: 0 },
  "many streams": { words: ["zero", "A"], live: 0, streams: 9 },
  "one stream": { words: ["zero", "A"], live: 0, fixedStream: "plastic" },
} as const satisfies Readonly<Record<string, Story>>;

export type SceneName = keyof typeof STORIES;
export const SCENE_NAMES = Object.keys(STORIES) as readonly SceneName[];

/** As the station's panel gets it. */
export function sceneView(name: SceneName): PanelView {
  const story: Story = STORIES[name];
  const told = tell(story.words, {
    rules: rulesOf(story),
    diskFull: story.diskFull === true,
  });
  return {
    session: withAccount(told.state, story.isNew === true),
    streams: streamsOf(story),
    mode: story.mode ?? "platform",
    live: liveOf(story),
    fixedStream: story.fixedStream ?? null,
    currency: { code: "QAM", minorUnits: 2 },
    lost: new Set(story.lost ?? []),
    credit: story.credit ?? null,
  };
}

function rulesOf(story: Story): Partial<SessionRules> {
  const { mode, fixedStream } = story;
  const streams = streamsOf(story).map(({ stream, attendedOnly }) => ({ stream, attendedOnly }));
  return { streams, mode: mode ?? "platform", fixedStream: fixedStream ?? null };
}

function liveOf({ live, words }: Story): Grams | null {
  const last = words.findLast((word) => typeof word === "number");
  const grams = live === undefined ? (last ?? null) : live;
  return grams === null ? null : Grams(grams);
}

/** The gateway was last heard three days ago, or has not named this card yet. */
function withAccount(state: Told["state"], isNew: boolean): Told["state"] {
  const { phase } = state;
  if (!("visit" in phase) || phase.visit === null || phase.visit.account === null) return state;
  const account = isNew ? null : { ...phase.visit.account, ageMs: THREE_DAYS_MS };
  return { ...state, phase: { ...phase, visit: { ...phase.visit, account } } };
}
