import { describe, expect, it } from "vitest";
import type { Cue, KioskState } from "../state.ts";
import { type Sound, soundOf } from "./sounds.ts";

const at = (cue: Cue, notice: KioskState["notice"] = null) => ({ cue, notice, stream: null });
const plastic = { stream: "plastic", label: { ar: "بلاستيك", en: "Plastic" } };
const visit = (cue: Cue) => ({ ...at(cue), stream: plastic });

describe("soundOf", () => {
  it.each<[string, Parameters<typeof soundOf>[0], Parameters<typeof soundOf>[0], Sound | null]>([
    ["a card", at("tapCard"), at("chooseStream"), "card"],
    ["a card where nothing is chosen", at("tapCard"), at("putBag"), "card"],
    ["a choice", at("chooseStream"), at("putBag"), null],
    ["a bag being weighed", at("putBag"), at("weighing"), null],
    ["a weight", at("weighing"), at("confirm"), "weighed"],
    ["a key", at("confirm"), at("wait"), null],
    ["a bag that is recorded", at("wait"), at("takeOff"), "done"],
    ["a bag in a bin that is recorded", at("wait"), at("recorded"), "done"],
    ["one that is on the record already", at("takeOff"), at("takeOff"), null],
    ["the next bag", at("takeOff"), at("chooseStream"), null],
    ["the end", at("takeOff"), at("tapCard"), null],
    ["a disk without room", at("wait"), at("notRecorded"), "refused"],
    ["time that ran out", at("putBag"), at("timeout"), "refused"],
    ["too heavy a bag", at("weighing"), at("overload"), "refused"],
    ["another card", at("weighing"), at("weighing", "other-card"), "refused"],
    ["the same, still shown", at("weighing", "other-card"), at("weighing", "other-card"), null],
    ["a blocked card", at("tapCard"), at("chooseStream", "blocked"), "refused"],
    ["an attendant", at("tapCard"), at("tapOrSlip", "attended"), null],
    ["a scale that is gone", at("tapCard"), at("scaleLost"), null],
    ["a scale that is back", at("scaleLost"), at("tapCard"), null],
    ["a scale that is back in a visit", visit("scaleLost"), visit("putBag"), null],
  ])("hears %s", (_, before, after, sound) => {
    expect(soundOf(before, after)).toBe(sound);
  });
});
