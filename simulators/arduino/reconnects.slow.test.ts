import { queryObjects } from "node:v8";
import { describe, expect, it } from "vitest";
import { boardConfig } from "#edge/drivers/board/config.ts";
import { openFace } from "#edge/drivers/board/face.ts";
import { type BoardHub, boardHub } from "#edge/drivers/board/hub.ts";
import { boardPackages } from "#edge/drivers/board/packages.ts";
import type { After } from "#edge/drivers/driver.ts";
import { boardButtons, buttonsConfig } from "#edge/drivers/panel/buttons.ts";
import { type ScriptedBoard, scriptedBoard } from "./scripted-board.fixture.ts";

const BOARD = boardConfig.parse({
  ...{ kind: "firmata", path: "/dev/board", firmware: "standard", light_pin: 13, buzzer_pin: 8 },
  ...{ lid: { pin: 9, on_loss: "stay" }, lcd: {} },
});
const BUTTONS = buttonsConfig.parse({
  ...{ kind: "buttons", stream_pins: [2, 3], ok_pin: 6, cancel_pin: 7 },
});
const faster =
  (times: number): After =>
  (delayMs, action) => {
    const timer = setTimeout(action, delayMs / times);
    return () => clearTimeout(timer);
  };
const uptimeMs = () => performance.now();

/** @returns how many of its two sides could be opened */
async function comeAndGo(board: ScriptedBoard, hub: BoardHub, after: After): Promise<number> {
  const face = openFace(hub, { after });
  face.show({ lid: "open", light: true, lines: ["Tap your card"] });
  const sides = [face, boardButtons(BUTTONS, hub, { uptimeMs })].map((side) => side.open());
  const opened = (await Promise.allSettled(sides)).filter((side) => side.status === "fulfilled");
  board.unplug();
  for (const { value } of opened) await value.close();
  return opened.length;
}

/** Objects of both packages in memory, after all that can be freed has been. */
async function kept(): Promise<Readonly<Record<string, number>>> {
  await new Promise((resolve) => setTimeout(resolve, 50)); // a button's own timer, 7 ms, ends by then
  const { five, Firmata } = await boardPackages();
  const { Board, Button, Servo, Pin } = five;
  const kinds = Object.entries({ Firmata, Board, Button, Servo, Pin });
  return Object.fromEntries(
    kinds.map(([name, kind]) => [name, queryObjects(kind, { format: "count" })]),
  );
}

describe("a board that comes and goes", { timeout: 60_000 }, () => {
  it.each([
    ["over", { isMute: false, times: 1, sides: 2 }],
    ["never whole, as it does not answer", { isMute: true, times: 500, sides: 0 }],
  ])("leaves nothing in memory of connections that are %s", async (_, given) => {
    const after = faster(given.times);
    const board = scriptedBoard(given);
    const hub = boardHub(BOARD, { ports: board, after });
    for (let time = 0; time < 3; time += 1) await comeAndGo(board, hub, after);
    const before = await kept();
    for (let time = 0; time < 50; time += 1) {
      expect(await comeAndGo(board, hub, after)).toBe(given.sides);
    }
    const later = await kept();
    for (const [kind, count] of Object.entries(before)) {
      expect(later[kind], kind).toBeLessThan(count + 5); // a few may wait to be freed, 50 do not
    }
  });
});
