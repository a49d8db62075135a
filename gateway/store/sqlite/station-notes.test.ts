import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { SCHEMA } from "./schema.ts";
import { NOTES } from "./station-notes.ts";

it("what stations noted is found by an index, not by reading all their deposits", () => {
  const db = new DatabaseSync(":memory:");
  db.exec(SCHEMA);
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${NOTES}`).all();
  db.close();
  expect(steps.map(({ detail }) => detail)).toEqual(["SCAN entry USING INDEX entry_note"]);
});
