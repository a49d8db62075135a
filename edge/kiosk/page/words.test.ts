import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { MinorUnits } from "#contract/units.ts";
import { type SceneName, sceneView } from "#simulators/kiosk/scenes.ts";
import { kioskStateOf } from "../kiosk-state.ts";
import { CUES, type KioskState } from "../state.ts";
import { CONNECTING, SCENES, SILENT } from "./cues.ts";
import { detailOf, sentenceOf } from "./words.ts";

const html = readFileSync(new URL("index.html", import.meta.url), "utf8");
const stateOf = (name: SceneName, change: Partial<KioskState> = {}) => ({
  ...kioskStateOf(sceneView(name)),
  ...change,
});
const plain = (text: string | undefined) => text?.replaceAll("\u00a0", " ");

describe("every cue", () => {
  it.each(CUES)("%s has a picture in the sheet, and a sentence in both languages", (cue) => {
    expect(html).toContain(`<symbol id="picture-${SCENES[cue].picture}"`);
    for (const language of ["ar", "en"] as const) {
      expect(sentenceOf(stateOf("idle", { cue }), language)).not.toBe("");
    }
  });

  it("looks different from a station that is not heard", () => {
    const pictures = CUES.map((cue) => SCENES[cue].picture);
    expect(pictures).not.toContain(SILENT.picture);
    expect(html).toContain(`<symbol id="picture-${SILENT.picture}"`);
    expect(html).toContain(`<symbol id="picture-${CONNECTING.picture}"`);
  });
});

describe("the line below", () => {
  it.each<[SceneName, string, string]>([
    ["tapped", "coin", "Your balance: 12.34 QAM · as of 3 days ago"],
    ["new card", "coin", "Welcome! This card has no balance here yet."],
    ["handed in", "hourglass", "credit follows · Your balance: 12.34 QAM · as of 3 days ago"],
    ["credited", "coin", "Credit 1.87 QAM, your balance 14.21 QAM"],
    ["checking", "coin", "Somebody will check it before it is credited"],
    ["a full disk", "notice", "OK to try again"],
    ["time is up", "notice", "Nothing was recorded"],
    ["another card", "notice", "Another card is being served: please wait"],
    ["a slip", "slip", "42"],
  ])("of %s", (name, sign, text) => {
    const detail = detailOf(stateOf(name), "en");
    expect({ sign: detail?.sign, text: plain(detail?.text) }).toEqual({ sign, text });
    expect(html).toContain(`<symbol id="sign-${sign}"`);
  });

  it.each<SceneName>(["idle", "put the bag", "moving", "weighed"])("is empty for %s", (name) => {
    expect(detailOf(stateOf(name), "en")).toBeNull();
  });

  it("says what is owed, and no age that nobody knows", () => {
    const account = { balance: MinorUnits(0), owed: MinorUnits(50), ageMs: null };
    const state = stateOf("tapped", { account: { kind: "known", ...account } });
    expect(plain(detailOf(state, "en")?.text)).toBe(
      "Your balance: 0.00 QAM · to be settled first: 0.50 QAM",
    );
  });

  it("counts in Arabic digits and in the currency's Arabic name", () => {
    expect(plain(detailOf(stateOf("tapped"), "ar")?.text)).toBe(
      "رصيدك: ١٢٫٣٤ قمامة · كما كان قبل ٣ أيام",
    );
  });
});
