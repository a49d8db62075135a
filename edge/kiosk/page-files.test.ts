import { describe, expect, it } from "vitest";
import { readPageFiles } from "./page-files.ts";

const MODULE = "/kiosk/page/main.ts";

describe("the files of the kiosk's page", () => {
  it("loses its types once for all pages", async () => {
    let times = 0;
    const files = readPageFiles(async (modules) => {
      times += 1;
      return modules;
    });
    const [first, second] = [await files.find(MODULE), await files.find(MODULE)];
    expect(first?.body).toContain("followStation");
    expect(second).toEqual(first);
    expect(times).toBe(1);
  });

  it("tries again for the next page when there was no memory for it", async () => {
    let isFull = true;
    const files = readPageFiles(async (modules) => {
      if (isFull) throw new Error("spawn ENOMEM");
      return modules;
    });
    for (const path of ["/", MODULE]) await expect(files.find(path)).rejects.toThrow("ENOMEM");
    isFull = false;
    expect((await files.find("/"))?.body).toContain("<html");
    expect((await files.find(MODULE))?.body).toContain("followStation");
  });
});
