import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEntry } from "#contract/entry.ts";
import { sampleStamp } from "#simulators/gateway/samples.ts";
import { scaleSection } from "../drivers/registry.ts";
import { openBed } from "./bed.fixture.ts";
import { changesBetween, driverParameters, recordParameters } from "./parameters.ts";

const changesOf = (bed: ReturnType<typeof openBed>) =>
  bed.entries.flatMap(({ data }) => data.changes);

describe("recordParameters", () => {
  it("writes all of them at the first start", () => {
    const bed = openBed({ containers: { plastic: 360 } });
    recordParameters(bed.parts);
    expect(changesOf(bed)).toContainEqual({ name: "scale.division", from: null, to: "10" });
    expect(changesOf(bed)).toContainEqual({ name: "containers.plastic", from: null, to: "360" });
  });

  it("writes many in several entries, none longer than the contract's longest", () => {
    const containers = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`stream-${index}-${"x".repeat(20)}`, 1000 + index]),
    );
    const bed = openBed({ containers });
    recordParameters(bed.parts);
    const at = { ...sampleStamp(), clock: "holdover", uptimeMs: Number.MAX_SAFE_INTEGER } as const;
    const frame = { chain: "Z".repeat(22), seq: 2_147_483_647, prev: "A".repeat(43), at };
    for (const { kind, data } of bed.entries) {
      expect(parseEntry({ ...frame, kind, data })).toMatchObject({ ok: true });
    }
    expect(bed.entries.length).toBeGreaterThan(3);
    expect(JSON.stringify(changesOf(bed)).match(/"containers\./g)).toHaveLength(40);
  });

  it("writes nothing at the next start with the same", () => {
    const bed = openBed();
    recordParameters(bed.parts);
    const before = bed.entries.length;
    recordParameters(bed.parts);
    expect(bed.entries).toHaveLength(before);
  });

  it("writes what has changed, come and gone, from and to", () => {
    const bed = openBed({ containers: { plastic: 360 } });
    recordParameters(bed.parts);
    const other = openBed({ containers: { organic: 400 }, weighing: { window_ms: 2000 } });
    bed.entries.length = 0;
    recordParameters({ ...bed.parts, config: other.parts.config });
    expect(changesOf(bed)).toEqual([
      { name: "containers.organic", from: null, to: "400" },
      { name: "containers.plastic", from: "360", to: null },
      { name: "weighing.fastest_ms", from: "1500", to: "2000" },
      { name: "weighing.window_ms", from: "1500", to: "2000" },
    ]);
  });

  it("takes nothing for known that no entry says, also when only the first had no room", () => {
    const bed = openBed({
      containers: Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`stream-${at}`, 100])),
    });
    const append = bed.parts.outbox.append;
    const full = { setFull: bed.setFull };
    full.setFull(true);
    const outbox = {
      ...bed.parts.outbox,
      append(entry: Parameters<typeof append>[0]) {
        try {
          return append(entry);
        } finally {
          full.setFull(false);
        }
      },
    };
    recordParameters({ ...bed.parts, outbox });
    recordParameters(bed.parts);
    expect(changesOf(bed)).toContainEqual({ name: "containers.stream-0", from: null, to: "100" });
  });

  it("says so again at the next start where the disk was full", () => {
    const bed = openBed();
    bed.setFull(true);
    recordParameters(bed.parts);
    bed.setFull(false);
    recordParameters(bed.parts);
    expect(changesOf(bed)).toContainEqual({ name: "weighing.mode", from: null, to: "platform" });
  });
});

describe("driverParameters", () => {
  it("are what decides how frames are read, by their names in station.toml", () => {
    const section = { kind: "sartorius-sbi", path: "/dev/x", id: "p", division: 10 };
    const scale = scaleSection.parse({ ...section, max_grams: 60_000, calibration: "c" });
    expect(driverParameters(scale)).toEqual({
      "scale.kind": "sartorius-sbi",
      "scale.poll_ms": "100",
    });
  });

  it("are written with the others", () => {
    const bed = openBed();
    recordParameters(bed.parts, { "scale.unit": "kg" });
    recordParameters(bed.parts, { "scale.unit": "g" });
    expect(changesOf(bed).at(-1)).toEqual({ name: "scale.unit", from: "kg", to: "g" });
  });
});

describe("changesBetween", () => {
  const parameters = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom("1", "2"));

  it("leads from the one to the other, and names nothing that stayed", () => {
    fc.assert(
      fc.property(parameters, parameters, (before, after) => {
        const made: Record<string, string> = { ...before };
        for (const { name, from, to } of changesBetween(before, after)) {
          expect(from).toBe(before[name] ?? null);
          expect(to).not.toBe(from);
          if (to === null) delete made[name];
          else made[name] = to;
        }
        expect(made).toEqual({ ...after });
      }),
    );
  });
});
