import { describe, expect, it } from "vitest";
import { Grams, MinorUnits } from "#contract/units.ts";
import type { PanelView } from "#edge/panel/view.ts";
import { SCENE_NAMES, type SceneName, sceneView } from "#simulators/kiosk/scenes.ts";
import { A, ATTENDANT, B } from "../session/script.ts";
import { kioskStateOf } from "./kiosk-state.ts";
import { CUES, type KioskState, kioskState } from "./state.ts";

const stateOf = (name: SceneName, change: Partial<PanelView> = {}) =>
  kioskStateOf({ ...sceneView(name), ...change });

describe("kioskStateOf", () => {
  it.each<[SceneName, Partial<KioskState>]>([
    ["idle", { cue: "tapCard", stream: null, menu: [], live: { grams: Grams(0), isStill: true } }],
    ["tapped", { cue: "chooseStream", stream: null, credit: null }],
    ["new card", { cue: "chooseStream", account: { kind: "none" } }],
    ["put the bag", { cue: "putBag", account: null, menu: [] }],
    ["moving", { cue: "weighing", live: { grams: Grams(4150), isStill: false }, drop: null }],
    ["weighed", { cue: "confirm", live: { grams: Grams(4680), isStill: true }, credit: null }],
    ["confirmed", { cue: "wait", drop: Grams(4680) }],
    ["handed in", { cue: "takeOff", drop: Grams(4680), credit: { kind: "follows" } }],
    ["checking", { cue: "takeOff", credit: { kind: "checking" } }],
    ["a full disk", { cue: "notRecorded", drop: null, credit: null }],
    ["time is up", { cue: "timeout", stream: null }],
    ["cancelled", { cue: "cancelled" }],
    ["another card", { cue: "weighing", notice: "other-card" }],
    ["a blocked card", { cue: "chooseStream", notice: "blocked" }],
    ["overload", { cue: "overload", live: null }],
    ["below zero", { cue: "belowZero", live: { grams: Grams(-120), isStill: false } }],
    ["left behind", { cue: "emptyFirst", live: { grams: Grams(4680), isStill: true } }],
    ["a scale that is gone", { cue: "scaleLost", live: null, lost: ["scale"] }],
    ["a reader that is gone", { cue: "readerLost", lost: ["reader"] }],
    ["a keypad that is gone", { cue: "keypadLost", lost: ["keypad"] }],
    ["a board that is gone", { cue: "boardLost", lost: ["board", "keypad"] }],
    ["a silent scale", { cue: "scaleLost", live: null }],
    ["a bin", { cue: "throwIn" }],
    ["a bin that settles", { cue: "binSettles" }],
    ["a bin, handed in", { cue: "recorded", credit: { kind: "follows" } }],
    ["attended", { cue: "tapOrSlip", isAttended: true }],
    ["graded", { cue: "grades", grade: "B", isAttended: true }],
    ["a slip", { cue: "slipGrams", typed: "42" }],
  ])("shows %s", (name, expected) => {
    expect(stateOf(name)).toMatchObject(expected);
  });

  it.each(SCENE_NAMES)("of %s is what the page can read, and names no card", (name) => {
    const state = stateOf(name);
    expect(kioskState.parse(state)).toEqual(state);
    for (const card of [A, B, ATTENDANT]) expect(JSON.stringify(state)).not.toContain(card);
  });

  it("offers each stream with its key, but not those that need an attendant who is not here", () => {
    const keys = ({ menu }: KioskState) => menu.map(({ key, offers }) => [key, offers?.stream]);
    const offered = [..."organic paper plastic metal glass".split(" ").entries()];
    expect(keys(stateOf("tapped"))).toEqual(offered.map(([index, name]) => [index + 1, name]));
    const labels = stateOf("tapped").menu.map(({ offers }) => offers?.label);
    expect(labels[2]).toEqual({ ar: "بلاستيك", en: "Plastic" });
    expect(stateOf("tapped", { streams: [] })).toMatchObject({ cue: "noStreams", menu: [] });
  });

  it("turns the page by key 9 where there are more than nine streams", () => {
    const { streams } = sceneView("many streams");
    const many = [...streams, { ...streams[0], stream: "tenth" }] as PanelView["streams"];
    expect(stateOf("many streams", { streams: many }).menu.at(-1)).toEqual({
      key: 9,
      offers: null,
    });
  });

  it("where nothing is to be chosen goes on from the tap to the bag", () => {
    const state = stateOf("one stream");
    expect(state).toMatchObject({ cue: "putBag", stream: { stream: "plastic" }, menu: [] });
    expect(state.account).toEqual({ kind: "known", balance: 1234, owed: 0, ageMs: 259_200_000 });
  });

  it("takes the container off what is handed in, and leaves what the scale shows", () => {
    const view = sceneView("weighed");
    const { phase } = view.session;
    if (phase.kind !== "confirm") throw new Error("the scene is another");
    const weight = { ...phase.weight, tare: Grams(360) };
    const session = { ...view.session, phase: { ...phase, weight } };
    expect(stateOf("weighed", { session })).toMatchObject({ drop: 4320, live: { grams: 4680 } });
  });

  it("shows the account by its last receipt until there is a newer one", () => {
    const known = { kind: "known", balance: 1234, ageMs: 259_200_000 };
    expect(stateOf("tapped").account).toMatchObject(known);
    expect(stateOf("handed in").account).toMatchObject(known);
    const { session } = sceneView("handed in");
    if (session.phase.kind !== "done" || session.phase.visit === null) throw new Error("no visit");
    const phase = { ...session.phase, visit: { ...session.phase.visit, deposits: 2 } };
    expect(stateOf("handed in", { session: { ...session, phase } }).account).toBeNull();
  });

  it("shows the last bag's credit to whoever brought it, also after it was taken off", () => {
    const posted = { kind: "posted", credited: 187, balance: 1421 } as const;
    expect(stateOf("credited").credit).toEqual(posted);
    const { credit } = sceneView("credited");
    expect(stateOf("idle", { credit }).credit).toEqual(posted);
    expect(stateOf("tapped", { credit }).credit).toBeNull();
  });

  it("of a card's account tells what it owes, and no age that no clock knows", () => {
    const view = sceneView("tapped");
    const { phase } = view.session;
    if (phase.kind !== "card") throw new Error("the scene is another");
    const account = { balance: MinorUnits(0), owed: MinorUnits(50), ageMs: null };
    const visit = { ...phase.visit, account };
    const session = { ...view.session, phase: { ...phase, visit } };
    expect(stateOf("tapped", { session }).account).toEqual({ kind: "known", ...account });
  });

  it("has a scene for all that it may say but the rarest", () => {
    const shown = new Set(SCENE_NAMES.map((name) => stateOf(name).cue));
    const never = CUES.filter((cue) => !shown.has(cue));
    expect(never).toEqual(["noStreams", "binIsLess", "misset", "slipNumber"]);
  });
});
