import type { Language } from "../../panel/text.ts";
import type { KioskState } from "../state.ts";
import { part } from "./dom.ts";
import { draw } from "./draw.ts";
import { followStation, type Link } from "./link.ts";
import { openPlayer, soundOf } from "./sounds.ts";
import { otherThan } from "./words.ts";

/** Whoever comes next meets the station's own language again. */
const CHOICE_HOLDS_MS = 60_000;

let link: Link = "connecting";
let page: string | null = null;
let stations: Language = "ar";
let chosen: Language | null = null;
let state: KioskState | null = null;
let frame = 0;
let forgetting = 0;

const player = openPlayer(drawSoon);

/** However many readings come, the page is drawn once a frame. */
function drawSoon(): void {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() =>
    draw({ language: chosen ?? stations, link, state, isMuted: player.isMuted() }),
  );
}

/** The choice is the visitor's: it ends some time after their visit. */
function keepChoice(): void {
  clearTimeout(forgetting);
  forgetting = window.setTimeout(() => {
    chosen = null;
    drawSoon();
  }, CHOICE_HOLDS_MS);
}

part("#language", HTMLElement).addEventListener("click", () => {
  chosen = otherThan(chosen ?? stations);
  keepChoice();
  drawSoon();
});

followStation({
  hello(hello) {
    // A newer station serves a newer page.
    if (page !== null && page !== hello.page) location.reload();
    page = hello.page;
    stations = hello.language;
    [state, link] = [null, "connecting"];
    drawSoon();
  },
  change(fields) {
    const before = state;
    if (before === null) state = isWhole(fields) ? fields : null;
    else state = { ...before, ...fields };
    if (before === null || state === null) return;
    const sound = soundOf(before, state);
    if (sound !== null) player.play(sound);
    if (before.cue !== state.cue && chosen !== null) keepChoice();
  },
  link(next) {
    link = next;
    drawSoon();
  },
});
drawSoon();

/** As the first change after `hello` is. */
function isWhole(fields: Partial<KioskState>): fields is KioskState {
  return "cue" in fields;
}
