import { describe, expect, it } from "vitest";
import { preferredType } from "./accept.ts";

const OFFERED = ["application/json", "text/csv"] as const;

describe("preferredType", () => {
  it.each([
    [undefined, "application/json"],
    ["*/*", "application/json"],
    ["text/csv", "text/csv"],
    ["Text/CSV; charset=utf-8", "text/csv"],
    ["text/*", "text/csv"],
    ["text/csv;q=0.5, application/json;q=0.4", "text/csv"],
    ["application/json;q=0.4, */*;q=0.5", "text/csv"],
    ["text/html, */*;q=0.1", "application/json"],
    ["text/html", null],
    ["text/csv;q=0, application/json;q=0", null],
    ["text/csv;q=nonsense", null],
    ["", null],
  ])("%s is best served by %s", (accept, type) => {
    expect(preferredType(accept, OFFERED)).toBe(type);
  });
});
