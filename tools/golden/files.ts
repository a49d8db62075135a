import { blockedFile, keysFile, receiptsFile, settingsFile } from "./downlink.ts";
import { enrolFile } from "./enrol.ts";
import { entriesFile } from "./entries.ts";
import { pagesFile } from "./pages.ts";
import { canonicalFile, cardsFile, healthFile, topicsFile } from "./plain.ts";
import { testKeysFile } from "./test-keys.ts";

const FOLDER = new URL("../../contract/golden/", import.meta.url);

/** Every golden file with its text: the same at every call, for all keys are fixed. */
export function goldenFiles(): { url: URL; text: string }[] {
  const files = {
    "test-keys": testKeysFile(),
    canonical: canonicalFile,
    cards: cardsFile,
    topics: topicsFile,
    entries: entriesFile,
    pages: pagesFile,
    enrol: enrolFile,
    receipts: receiptsFile,
    settings: settingsFile,
    blocked: blockedFile,
    keys: keysFile,
    health: healthFile,
  };
  return Object.entries(files).map(([name, file]) => ({
    url: new URL(`${name}.json`, FOLDER),
    text: `${JSON.stringify(file, null, 2)}\n`,
  }));
}
