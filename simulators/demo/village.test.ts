import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseConfig as parseStation } from "#edge/config.ts";
import { parseConfig as parseGateway } from "#gateway/config.ts";
import { type DemoOptions, parseDemoArgs } from "./args.ts";
import { folderAt, gatewayToml, stationToml, takeFolder } from "./folder.ts";
import { PLAIN_KIT } from "./kits.ts";
import { openVillage } from "./village.ts";

let data = "";
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "demo-"));
});
afterEach(() => rmSync(data, { recursive: true }));

function optionsOf(...args: string[]): DemoOptions {
  const parsed = parseDemoArgs(["--data", data, ...args]);
  if (!parsed.ok || parsed.value === null) throw new Error("bad flags");
  return parsed.value;
}

describe("a village", () => {
  it("begins now, and goes on where its time was", () => {
    const folder = folderAt(data);
    const first = openVillage(folder, optionsOf("--seed", "7"));
    expect(Math.abs(first.record().originMs - Date.now())).toBeLessThan(60_000);
    first.keep({ settled: true, begun: [2, 1, 0] });
    const crashedAt = first.record().untilMs; // nothing is written on the way out
    const second = openVillage(folder, optionsOf());
    expect(second.master.clock.now()).toBeGreaterThanOrEqual(crashedAt);
    expect(second.record()).toMatchObject({ seed: 7, begun: [2, 1, 0] });
    second.close();
    const third = openVillage(folder, optionsOf("--seed", "7"));
    expect(third.master.clock.now() - second.record().untilMs).toBeLessThan(5000);
    third.close();
    first.master.close();
  });

  it("is another one with another seed, and not in the same folder", () => {
    const village = openVillage(folderAt(data), optionsOf());
    village.keep({ settled: true });
    village.close();
    expect(() => openVillage(folderAt(data), optionsOf("--seed", "2"))).toThrow(/--seed 1/);
  });

  it("that was never settled is begun anew, without what it left", () => {
    const folder = folderAt(data);
    const killed = openVillage(folder, optionsOf());
    killed.master.close();
    writeFileSync(folder.journal, "half of a journal");
    const village = openVillage(folder, optionsOf("--seed", "2"));
    expect(existsSync(folder.journal)).toBe(false);
    expect(village.record()).toMatchObject({ seed: 2, settled: false });
    village.close();
  });
});

describe("a data folder", () => {
  it("is one demo's at a time", () => {
    const letGo = takeFolder(folderAt(data));
    expect(() => takeFolder(folderAt(data))).toThrow(/Another demo lives in/);
    letGo();
    takeFolder(folderAt(data))();
  });

  it("with something else in it is left alone", () => {
    writeFileSync(join(data, "letter.txt"), "Dear mother");
    expect(() => takeFolder(folderAt(data))).toThrow(/choose another folder with --data/);
  });

  it("has configs that gateway and stations read", () => {
    const gateway = parseGateway(gatewayToml(optionsOf("--port", "81")), join(data, "g.toml"));
    expect(gateway).toMatchObject({ ok: true, value: { data, http: { port: 81 } } });
    expect(gateway).toMatchObject({ value: { issuer: { en: "Beitillo village council" } } });
    const paths = { scale: "/dev/pts/1", reader: "/dev/pts/2", keypad: "/dev/pts/3" };
    const text = stationToml({
      kit: PLAIN_KIT,
      station: "beitillo-01",
      paths,
      cardKey: "/keys/card.key",
      language: "ar",
      kioskPort: 82,
    });
    const station = parseStation(text, join(data, "s.toml"));
    expect(station).toMatchObject({
      ok: true,
      value: {
        name: { station: "beitillo-01" },
        cardKeyFile: "/keys/card.key",
        kiosk: { port: 82 },
      },
    });
  });
});
