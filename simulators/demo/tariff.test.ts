import { describe, expect, it } from "vitest";
import { WASTE } from "../village/waste.ts";
import { exampleTariff, keysOf, labelsOf } from "./tariff.ts";

describe("the demo's tariff", () => {
  const tariff = exampleTariff("2031-02");

  it("is the example of the docs, from a month on", () => {
    expect(tariff).toMatchObject({ id: "beitillo-2031-02", validFrom: "2031-02" });
  });

  it("has a key of its own for everything that households bring", () => {
    const keys = WASTE.map(keysOf(tariff));
    expect(new Set(keys).size).toBe(WASTE.length);
  });

  it("names streams in both languages, and one that it does not know as it is", () => {
    const labelOf = labelsOf(tariff);
    expect(labelOf("plastic", "en")).toBe("Plastic");
    expect(labelOf("plastic", "ar")).toBe("بلاستيك");
    expect(labelOf("rubber", "ar")).toBe("rubber");
  });
});
