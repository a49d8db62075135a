import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import golden from "./golden/topics.json" with { type: "json" };
import { type Chain, isChain, MAX_SEQ } from "./ids.ts";
import { clientIdOf, pageTopicOf, parseClientId, parseUplinkTopic, topicOf } from "./topics.ts";

const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/);
const name = fc.record({ scheme: slug, station: slug });
const chain = fc
  .stringMatching(/^[A-Za-z0-9_-]{22}$/)
  .filter((text): text is Chain => isChain(text));
const span = fc
  .tuple(fc.integer({ min: 1, max: MAX_SEQ }), fc.nat(199))
  .map(([first, more]) => ({ first, last: Math.min(first + more, MAX_SEQ) }));

describe("topics of stations", () => {
  it.each(golden.cases)("$topic", ({ topic, expect: expected }) => {
    const parsed = parseUplinkTopic(topic);
    expect(parsed.ok ? flat(parsed.value) : { problem: parsed.problem }).toEqual(expected);
  });

  it("are parsed into what they were made of", () => {
    fc.assert(
      fc.property(name, chain, span, (station, chain, { first, last }) => {
        const range = { ...station, chain, first, last };
        const page = parseUplinkTopic(pageTopicOf(range));
        expect(page).toEqual({ ok: true, value: { leaf: "journal", range } });
        const state = parseUplinkTopic(topicOf(station, "state"));
        expect(state).toEqual({ ok: true, value: { leaf: "state", name: station } });
      }),
    );
  });

  it("take no text at all badly", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseUplinkTopic(text);
        parseUplinkTopic(`qamama/1/beitillo/beitillo-01/journal/${text}`);
        parseClientId(text);
      }),
    );
  });
});

describe("client ids", () => {
  it("are parsed into the station they were made of", () => {
    fc.assert(
      fc.property(name, (station) => {
        expect(parseClientId(clientIdOf(station))).toEqual(station);
      }),
    );
  });

  it.each(["", "beitillo", "beitillo.", ".beitillo-01", "a.b.c", "a.B", "a/b"])(
    "refuses %j",
    (text) => expect(parseClientId(text)).toBeNull(),
  );
});

function flat(topic: object): object {
  const { leaf, name, range } = { name: {}, range: {}, leaf: "", ...topic };
  return { leaf, ...name, ...range };
}
