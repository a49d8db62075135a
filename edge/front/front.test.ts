import { describe, expect, it } from "vitest";
import type { Face, Front } from "../drivers/board/face.ts";
import type { PanelView } from "../panel/view.ts";
import { tell, type Word } from "../session/script.ts";
import { openFront } from "./front.ts";

function openBed() {
  const fronts: Front[] = [];
  const beeps: (readonly number[])[] = [];
  let nowMs = 0;
  const face: Face = {
    path: "/dev/board",
    counts: () => ({ frames: 0, ignored: 0 }),
    open: () => Promise.reject(new Error("never opened here")),
    show: (front) => void fronts.push(front),
    beep: (pattern) => void beeps.push(pattern),
  };
  const panel = openFront({ face, uptimeMs: () => nowMs, lid: { closeAfterMs: 1000 } });
  const show = (words: readonly Word[], change: Partial<PanelView> = {}, forMs = 100) => {
    for (const end = nowMs + forMs; nowMs < end; nowMs += 100) {
      panel.show({
        session: tell(words).state,
        ...{ streams: [], mode: "platform", live: null, fixedStream: null, lost: new Set() },
        currency: { code: "QAM", minorUnits: 2 },
        credit: null,
        ...change,
      });
    }
    return fronts.at(-1);
  };
  return { show, beeps, fronts };
}

const visit = ["zero", "A", "key 3"] as const;

describe("the front of a bin", () => {
  it("lights up while it waits for the visitor, and opens for what comes", () => {
    const { show } = openBed();
    expect(show(["zero"])).toMatchObject({ light: false, lid: null, lines: ["Tap your card"] });
    expect(show(["zero", "A"])).toMatchObject({ light: true, lid: null });
    expect(show(visit)).toMatchObject({ light: true, lid: "open" });
    expect(show([...visit, 4680, "confirm"])).toMatchObject({ light: false, lid: "open" });
  });

  it("sounds once for each thing that happens", () => {
    const { show, beeps } = openBed();
    show(["zero"]);
    show(["zero", "A"], {}, 500);
    expect(beeps).toEqual([[60]]);
    show(visit);
    show([...visit, 4680], {}, 500);
    expect(beeps).toHaveLength(2);
    show([...visit, 4680, "confirm", 4680], {}, 500);
    expect(beeps.at(-1)).toEqual([80, 60, 240]);
    show([...visit, "moving", "B"], {}, 500);
    expect(beeps.at(-1)).toEqual([500]);
    expect(beeps).toHaveLength(4);
  });

  it("knows no more where the lid is once the board was gone", () => {
    const { show } = openBed();
    expect(show(["zero"], {}, 2000)?.lid).toBe("closed");
    expect(show(["zero"], { lost: new Set(["board"]) })?.lid).toBeNull();
    expect(show(["zero"], {}, 900)?.lid).toBeNull();
    expect(show(["zero"], {}, 300)?.lid).toBe("closed");
  });
});
