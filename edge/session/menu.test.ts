import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { needsKeypad, sessionConfig } from "./config.ts";
import { menuOf } from "./menu.ts";

const streams = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ stream: `s${i + 1}`, attendedOnly: false }));

describe("menuOf", () => {
  it("numbers up to nine streams in the order of the settings", () => {
    expect(menuOf(streams(9), 0).map((item) => item.key)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(menuOf(streams(9), 0).at(-1)).toMatchObject({ kind: "stream", stream: "s9" });
  });

  it("keeps the number of a stream that needs an attendant", () => {
    const [first, second] = menuOf([{ stream: "aluminium", attendedOnly: true }, ...streams(1)], 0);
    expect(first).toEqual({ key: 1, kind: "attended", stream: "aluminium" });
    expect(second).toEqual({ key: 2, kind: "stream", stream: "s1" });
  });

  it("offers no stream twice, the first place counts", () => {
    const items = menuOf([...streams(3), ...streams(2)], 0);
    expect(items.map((item) => "stream" in item && item.stream)).toEqual(["s1", "s2", "s3"]);
  });

  it("turns the page at nine where there are more, and comes round again", () => {
    expect(menuOf(streams(10), 0).at(-1)).toEqual({ key: 9, kind: "more" });
    expect(menuOf(streams(10), 1)).toMatchObject([
      { stream: "s9" },
      { stream: "s10" },
      { kind: "more" },
    ]);
    expect(menuOf(streams(10), 2)).toEqual(menuOf(streams(10), 0));
  });

  it("shows every stream on exactly one page", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 60 }), (count) => {
        const pages = Array.from({ length: Math.ceil(count / 8) }, (_, page) =>
          menuOf(streams(count), page),
        );
        const shown = pages.flat().flatMap((item) => ("stream" in item ? [item.stream] : []));
        expect(shown).toEqual(streams(count).map(({ stream }) => stream));
      }),
    );
  });
});

describe("sessionConfig", () => {
  it("asks for stream and confirmation, and waits half a minute, where nothing is said", () => {
    const config = sessionConfig.parse({});
    expect(config).toMatchObject({ fixedStream: null, confirm: "key", timeoutMs: 30_000 });
    expect(needsKeypad(config)).toBe(true);
  });

  it("needs no keys where nothing is left to say", () => {
    const config = sessionConfig.parse({ stream: "organic", confirm: "automatic" });
    expect(needsKeypad(config)).toBe(false);
  });

  it.each([{ stream: "Organic" }, { confirm: "no" }, { timeout_s: 0 }, { timeout: 30 }])(
    "refuses %j",
    (section) => {
      expect(sessionConfig.safeParse(section).success).toBe(false);
    },
  );
});
