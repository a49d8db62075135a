import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noLine, splitLines } from "./lines.ts";

function feed(chunks: readonly string[]) {
  let state = noLine;
  const lines: string[] = [];
  let ignored = 0;
  for (const chunk of chunks) {
    const split = splitLines(state, Buffer.from(chunk, "latin1"));
    state = split.state;
    lines.push(...split.lines);
    ignored += split.ignored;
  }
  return { lines, ignored, rest: state.rest };
}

describe("splitLines", () => {
  it.each([
    ["one line", ["S I\r\n"], ["S I"]],
    ["several in a chunk", ["S I\r\nES\r\n\r\nS +\n"], ["S I", "ES", "S +"]],
    ["one over three chunks", ["S", " I\r", "\nE"], ["S I"]],
    ["bytes that are no ASCII", ["\xff\xfeS I\r\n"], ["\xff\xfeS I"]],
  ])("finds %s", (_, chunks, lines) => {
    expect(feed(chunks).lines).toEqual(lines);
  });

  it("drops a line that is too long, counts it once, and keeps no more than its bound", () => {
    const flood = feed(["x".repeat(5000), "y".repeat(5000), "z\r\nS I\r\n"]);
    expect(flood).toEqual({ lines: ["S I"], ignored: 1, rest: "" });
    expect(feed([`${"x".repeat(200)}\r\nS I\r\n`])).toMatchObject({ lines: ["S I"], ignored: 1 });
    expect(feed(["x".repeat(5000)]).rest).toBeNull();
  });

  it("finds the same lines however they are cut into chunks", () => {
    const text = fc.stringMatching(/^[A-Z \r\n]{0,60}$/);
    fc.assert(
      fc.property(text, fc.array(fc.nat(60), { maxLength: 6 }), (whole, cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
        const parts = places.slice(1).map((end, index) => whole.slice(places[index], end));
        expect(feed(parts).lines).toEqual(feed([whole]).lines);
      }),
    );
  });
});
