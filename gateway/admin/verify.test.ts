import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { execute } from "./execute.ts";
import { openSample, sampleFolder, scratch } from "./sample-folder.ts";

let room: ReturnType<typeof scratch>;
beforeEach(() => {
  room = scratch();
});
afterEach(() => room.remove());

/** @param spoil what somebody does to the file while nobody looks */
async function verified(spoil: (db: DatabaseSync) => void) {
  const config = await sampleFolder(room.folder);
  const first = await openSample(config);
  const card = { lastTapAt: "beitillo-01" };
  const claim = { kind: "card-issue", household: "h012", card } as const;
  await execute({ actor: "amal", command: claim }, first.context);
  await first.close();
  const db = new DatabaseSync(join(room.folder, "journal.db"));
  spoil(db);
  db.close();
  const { context, close } = await openSample(config);
  const command = { kind: "relief-verify", year: 2026 } as const;
  const outcome = await execute({ actor: "amal", command }, context);
  await close();
  return outcome;
}

it("says that statements and balances are what the events make of them", async () => {
  expect(await verified(() => {})).toMatchObject({
    ok: true,
    value: {
      text: "Made anew from the events up to position 7: the statements of 1 household for 2026 and every balance are the same.",
      data: { households: 1, differences: [] },
    },
  });
});

it("fails, and names the household, where a recorded drop has one gram more", async () => {
  const outcome = await verified((db) => {
    db.exec("DROP TRIGGER event_no_update");
    db.exec(`
      UPDATE event SET data = replace(replace(data, '"net":1000', '"net":1001'), '"gross":1000', '"gross":1001')
      WHERE position = 5`);
  });
  const message = outcome.ok ? "" : outcome.problem.message;
  expect(message.split("\n")).toEqual(
    expect.arrayContaining([
      "Deposit beitillo-01/1 of household:h012: it is not what its station signed, the hashes differ.",
      "Household h012, 2026-11, plastic: recordedGrams is 2000, the journal makes it 2001.",
      "Account household:h012:relief:2026 RLF/3: balance is 8000, the journal makes it 8004.",
    ]),
  );
});
