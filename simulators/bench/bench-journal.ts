import { readFileSync } from "node:fs";
import { generateSigningKey, importPublicJwk, type SigningKey } from "#contract/jwk.ts";
import { parsePage } from "#contract/page.ts";
import { EpochMs } from "#contract/units.ts";
import { newPassword, passwordHashOf } from "#gateway/keyring/password.ts";
import type { Act } from "#gateway/registry/act.ts";
import { openSqliteStore } from "#gateway/store/sqlite/open.ts";
import { parseTariff } from "#gateway/tariff/document.ts";
import { benchStation, cardOf, HOUSEHOLDS, SCHEME } from "./bench-stations.ts";

export type BenchStation = {
  readonly station: string;
  readonly key: SigningKey;
  readonly password: string;
};

export function newStation(index: number): BenchStation {
  const key = generateSigningKey();
  return { station: benchStation(index, key).station, key, password: newPassword() };
}

/** A tariff, the stations, and households with a card each. */
export function furniture(stations: readonly BenchStation[]): readonly Act[] {
  const acted = { actor: "bench", at: EpochMs(Date.now()) } as const;
  const example = readFileSync(new URL("../../docs/examples/tariff.toml", import.meta.url), "utf8");
  const tariff = parseTariff(example);
  if (!tariff.ok) throw new Error(tariff.problem.message);
  const validFrom = new Date().toISOString().slice(0, 7);
  return [
    { ...acted, kind: "tariff-publish", tariff: { ...tariff.value, validFrom } },
    ...stations.map(({ station, key, password }): Act => {
      const passwordHash = passwordHashOf(password);
      return { ...acted, kind: "station-enrol", station, publicKey: key.publicJwk, passwordHash };
    }),
    ...Array.from({ length: HOUSEHOLDS }, (_, index): Act[] => {
      const household = `h${index}`;
      return [
        { ...acted, kind: "household-add", household, members: 5 },
        { ...acted, kind: "card-issue", household, card: cardOf(index) },
      ];
    }).flat(),
  ];
}

/** A journal that the real store fills: two pages of 30 deposits from each station. */
export async function fillJournal(file: string, stations: readonly BenchStation[]): Promise<void> {
  const currency = { code: "QAM", minorUnits: 2 };
  const store = openSqliteStore(file, { scheme: SCHEME, timeZone: "Asia/Hebron", currency });
  for (const act of furniture(stations)) {
    const done = await store.act(act);
    if (!done.ok) throw new Error(done.problem.message);
  }
  const cutters = stations.map(({ key }, index) => benchStation(index, key));
  for (let round = 0; round < 2; round += 1) {
    const pages = cutters.map((cutter) => {
      const { range, payload } = cutter.page(30);
      const raw = Buffer.from(payload);
      const key = { key: importPublicJwk(cutter.key.publicJwk), alg: "EdDSA" as const };
      return { range, raw, receivedAt: EpochMs(Date.now()), page: parsePage(raw, range, key) };
    });
    await store.recordPages(pages);
  }
  await store.close();
}
