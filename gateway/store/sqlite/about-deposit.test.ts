import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { EVENTS_ABOUT } from "./about-deposit.ts";
import { SCHEMA } from "./schema.ts";

it("what people said of a deposit is found by an index, not by reading the whole journal", () => {
  const db = new DatabaseSync(":memory:");
  db.exec(SCHEMA);
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${EVENTS_ABOUT}`).all(1);
  db.close();
  expect(steps.map(({ detail }) => detail)).toContain(
    "SEARCH event USING INDEX event_about_deposit (<expr>=?)",
  );
});
