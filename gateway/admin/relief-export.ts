import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { utcTime } from "#contract/ids.ts";
import type { ReliefYear } from "#contract/relief-statement.ts";
import { localDates } from "../journal/calendar.ts";
import { syncFolder } from "../keyring/atomic-file.ts";
import { tariffsOf, textFilesOf } from "../papers/files-of-year.ts";
import { type ExportedFile, manifestOf, signManifest } from "../papers/manifest.ts";
import { openPress } from "../papers/press.ts";
import type { Letterhead } from "../papers/wording.ts";
import { workbookOf } from "../papers/workbook.ts";
import { kilobytesOf } from "./bytes.ts";
import type { CommandOf } from "./command.ts";
import type { AdminContext } from "./context.ts";
import { makeFolder, syncFile } from "./new-folder.ts";
import { readYear } from "./read-year.ts";
import { answer, type Outcome, refused } from "./reply.ts";
import { plural } from "./table.ts";

/** All papers of a year in a new folder, whole or not at all, with a manifest that the gateway signs. */
export async function exportYear(
  { year, view, target, certificates }: CommandOf<"relief-export">,
  context: AdminContext,
): Promise<Outcome> {
  const read = await readYear({ year, view }, context.store);
  if (!read.ok) return read;
  const told = read.value;
  if (told.statements.length === 0) {
    return refused("no-statements", `There is no statement for ${year}: no household is enrolled.`);
  }
  const made = await makeFolder({ target, what: "export" }, async (folder) => {
    const letterhead = { issuer: context.issuer, on: today(context), decision: told.decision };
    const files = await papersOf(told, letterhead, certificates);
    return writeFiles(folder, [...files, ...manifestFiles({ year: told, view, files }, context)]);
  });
  if (!made.ok) return made;
  const { state, position, sums } = told;
  const { files, bytes } = made.value;
  const text = `Wrote ${plural(files, "file")} to ${target} (${kilobytesOf(bytes)}): ${year}, ${stateIn(view, state)}, as of journal position ${position}.`;
  return answer({ target, year, view, state, position, files, bytes, sums }, text);
}

const stateIn = (view: "now" | "frozen", state: ReliefYear["state"]) =>
  view === "now" ? state : "as it was closed";

const today = ({ scheme, now }: AdminContext) => localDates(scheme.timeZone)(now());

async function papersOf(
  year: ReliefYear,
  letterhead: Letterhead,
  certificates: boolean,
): Promise<readonly ExportedFile[]> {
  const press = openPress();
  const papers: ExportedFile[] = [
    ...textFilesOf(year),
    { name: "statements.xlsx", bytes: await workbookOf(year) },
    { name: "summary.pdf", bytes: press.summary(year, letterhead) },
  ];
  for (const statement of certificates ? year.statements : []) {
    const bytes = press.certificate(statement, letterhead);
    papers.push({ name: `certificates/${statement.household}.pdf`, bytes });
    // Setting one takes some 50 ms: stations must not wait for all of them.
    await nextTurn();
  }
  return papers;
}

function manifestFiles(
  exported: Pick<Parameters<typeof manifestOf>[0], "year" | "view" | "files">,
  { keyring, now }: AdminContext,
): readonly ExportedFile[] {
  const tariffs = tariffsOf(exported.year);
  const manifest = manifestOf({ ...exported, tariffs, at: utcTime(now()) });
  return [
    { name: "manifest.json", bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) },
    { name: "manifest.jws", bytes: Buffer.from(signManifest(manifest, keyring.signing())) },
  ];
}

function writeFiles(folder: string, files: readonly ExportedFile[]) {
  const folders = new Set(files.map(({ name }) => dirname(join(folder, name))));
  for (const one of folders) mkdirSync(one, { recursive: true, mode: 0o700 });
  for (const { name, bytes } of files) {
    const file = join(folder, name);
    writeFileSync(file, bytes, { flag: "wx", mode: 0o600 });
    syncFile(file);
  }
  for (const one of folders) syncFolder(one);
  const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
  return { files: files.length, bytes };
}
