import { describe, expect, it, vi } from "vitest";
import { listenerOn } from "./live.ts";

describe("a listener on a response", () => {
  const response = (unread: number) => ({
    written: "",
    write(text: string) {
      this.written += text;
      return true;
    },
    writableLength: unread,
    destroy: vi.fn(),
    end: vi.fn(),
  });

  it("writes an event as the standard has it", () => {
    const to = response(0);
    listenerOn(to).send("beat", null);
    expect(to.written).toBe("event: beat\ndata: null\n\n");
    expect(to.destroy).not.toHaveBeenCalled();
  });

  it("drops who leaves a megabyte unread", () => {
    const to = response(1_048_577);
    listenerOn(to).send("beat", null);
    expect(to.destroy).toHaveBeenCalled();
  });
});
