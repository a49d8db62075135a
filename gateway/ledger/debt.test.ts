import { expect, it } from "vitest";
import { owedMore } from "./debt.ts";

it.each([
  ["nothing while credits suffice", { credits: 10, debt: 0 }, 0],
  ["what is missing, as more debt", { credits: -10, debt: 0 }, 10],
  ["what comes in, as less debt", { credits: 10, debt: -30 }, -10],
  ["no more than the debt", { credits: 40, debt: -30 }, -30],
  ["more debt on top of the old one", { credits: -10, debt: -30 }, 10],
])("moves %s", (_, purse, more) => {
  expect(owedMore(purse)).toBe(more);
});
