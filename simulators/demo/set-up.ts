import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Slug } from "#contract/ids.ts";
import { publicJwk } from "#contract/jwk.ts";
import type { AdminCommand } from "#gateway/admin/command.ts";
import type { TariffDocument } from "#gateway/journal/tariff-document.ts";
import type { Household } from "../village/households.ts";
import { type Folder, STATIONS } from "./folder.ts";
import { runProgram } from "./programs.ts";

/** What the gateway's operator asks for. @returns the answer's text @throws Error when it is refused */
export type Admin = (command: AdminCommand) => Promise<string>;

/** All that people do before the first bag: the council, the cooperative, whoever mounts the stations. */
export async function setUp(
  folder: Folder,
  households: readonly Household[],
  tariff: TariffDocument,
  admin: Admin,
): Promise<void> {
  await admin({ kind: "tariff-publish", tariff });
  await Promise.all([
    ...STATIONS.map((station) => enrol(station, folder, admin)),
    register(households, admin),
  ]);
}

async function register(households: readonly Household[], admin: Admin): Promise<void> {
  for (const { name, members, tags } of households) {
    await admin({ kind: "household-add", household: name, members });
    for (const uid of tags) await admin({ kind: "card-issue", household: name, card: { uid } });
  }
}

/** The station makes its key, the gateway takes it, and the station takes what the gateway printed. */
async function enrol(station: Slug, folder: Folder, admin: Admin): Promise<void> {
  const config = ["--config", folder.stationConfig(station)];
  const printed = await runProgram("edge/main.ts", ["key", ...config]);
  const publicKey = publicJwk.parse(JSON.parse(printed));
  const enrolment = join(folder.stationFolder(station), "enrolment.json");
  const answer = await admin({ kind: "station-enrol", station, publicKey });
  writeFileSync(enrolment, answer, { mode: 0o600 });
  await runProgram("edge/main.ts", ["join", enrolment, ...config]);
}
