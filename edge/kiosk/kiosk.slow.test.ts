import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BrowserPage, openBrowserPage } from "#simulators/browser/chromium.ts";
import { openFakeTimers } from "#simulators/gateway/fake-timers.ts";
import { type SceneName, sceneView } from "#simulators/kiosk/scenes.ts";
import { freePort } from "#simulators/processes/free-port.ts";
import { requireTool } from "../../tools/require-tool.ts";
import type { Language } from "../panel/text.ts";
import { systemTimers, type Timers } from "../timers.ts";
import { type Kiosk, openKiosk } from "./kiosk.ts";
import { kioskStateOf } from "./kiosk-state.ts";
import { SCENES } from "./page/cues.ts";
import { detailOf, own, sentenceOf } from "./page/words.ts";

const present = requireTool("chromium", "the kiosk's page in a real browser");
const inRepository = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
/** For whoever wants to look; nothing reads them. */
const ARTEFACTS = inRepository("artefacts");

const MAIN_SCENES: readonly SceneName[] = [
  ...(["idle", "tapped", "new card", "many streams", "put the bag", "moving", "weighed"] as const),
  ...(["confirmed", "handed in", "credited", "checking", "a full disk", "time is up"] as const),
  ...(["another card", "a blocked card", "overload", "below zero", "left behind"] as const),
  ...(["a scale that is gone", "a board that is gone", "a bin", "graded", "a slip"] as const),
];

/** In the page: what stands outside of it, or is cut off. */
const OVERFLOWING = `[...document.querySelectorAll("header *, main *, footer *")]
  .filter((it) => it.closest("#picture") === null && it.getClientRects().length > 0)
  .filter((it) => {
    const { left, top, right, bottom } = it.getBoundingClientRect();
    const isCut = it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).overflow === "hidden";
    return left < 0 || top < 0 || right > 800 || bottom > 480 || isCut;
  })
  .map((it) => it.outerHTML.slice(0, 200))`;
const AUDIT = `axe.run().then(({ violations }) =>
  violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))`;

describe.runIf(present)("the kiosk's page, in a real browser of 800 by 480", () => {
  let port: number;
  let kiosk: Kiosk;
  let page: BrowserPage;

  async function open(timers: Timers = systemTimers): Promise<void> {
    const { promise: listening, resolve } = Promise.withResolvers<void>();
    kiosk = openKiosk({ port }, { language: "ar", timers, log: () => resolve() });
    kiosk.show(sceneView("idle"));
    await listening;
  }
  beforeAll(async () => {
    port = await freePort();
    await open();
    mkdirSync(ARTEFACTS, { recursive: true });
    page = await openBrowserPage("en");
    await page.resize(800, 480);
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.until("document.body.dataset.link === 'live'");
    await page.value("window.isTheSamePage = true");
  });
  afterAll(async () => {
    await page?.close();
    await kiosk?.close();
  });

  const textOf = (selector: string) => `document.querySelector("${selector}").textContent`;
  const isSeen = (selector: string) =>
    page.value(`document.querySelector("${selector}").getClientRects().length > 0`);

  async function show(name: SceneName, language: Language): Promise<void> {
    const state = kioskStateOf(sceneView(name));
    kiosk.show(sceneView(name));
    await speak(language);
    const detail = detailOf(state, language)?.text ?? "";
    await page.until(`document.body.dataset.cue === "${state.cue}"
      && ${textOf("#sentence")} === ${JSON.stringify(sentenceOf(state, language))}
      && ${textOf("#detail span")} === ${JSON.stringify(detail)}
      && document.querySelectorAll(".tile").length === ${state.menu.length}`);
  }

  async function speak(language: Language): Promise<void> {
    const press = `document.documentElement.lang === "${language}"
      || document.querySelector("#language").click()`;
    await page.value(press);
    await page.until(`document.documentElement.lang === "${language}"`);
  }

  describe.each([
    ["ar", "rtl", "٤٫٦٨٠", "كغم"],
    ["en", "ltr", "4.680", "kg"],
  ] as const)("in %s", (language, dir, figure, unit) => {
    it.each(MAIN_SCENES)("shows %s in its place", async (name) => {
      await show(name, language);
      expect(await page.value("document.documentElement.dir")).toBe(dir);
      expect(await page.value(OVERFLOWING)).toEqual([]);
      const { picture } = SCENES[kioskStateOf(sceneView(name)).cue];
      expect(await page.value("document.querySelector('#picture use').getAttribute('href')")).toBe(
        `#picture-${picture}`,
      );
      writeFileSync(
        `${ARTEFACTS}/kiosk-${language}-${name.replaceAll(/\W+/g, "-")}.png`,
        await page.screenshot(),
      );
    });

    it("shows a weight in large figures of its readers", async () => {
      await show("weighed", language);
      expect(await page.value(textOf("#figure"))).toBe(figure);
      expect(await page.value(textOf("#unit"))).toBe(unit);
      const size = "parseFloat(getComputedStyle(document.querySelector('#figure')).fontSize)";
      expect(await page.value(size)).toBeGreaterThanOrEqual(96);
    });

    it("breaks no rule of accessibility in any scene", async () => {
      await page.value(readFileSync(inRepository("node_modules/axe-core/axe.min.js"), "utf8"));
      for (const name of MAIN_SCENES) {
        await show(name, language);
        expect(await page.value(AUDIT), name).toEqual([]);
      }
    }, 60_000);
  });

  it("shows no weight where the scale shows none", async () => {
    await show("overload", "en");
    expect(await isSeen("#weight")).toBe(false);
    await show("moving", "en");
    expect(await page.value("document.querySelector('#weight').dataset.still")).toBe("false");
  });

  it("reads out what to do, and not the weight as it runs", async () => {
    const isLive = (selector: string) =>
      page.value(`document.querySelector("${selector}").closest("[aria-live]") !== null`);
    expect(await isLive("#sentence")).toBe(true);
    expect(await isLive("#figure")).toBe(false);
  });

  it("can be worked by one key alone, which changes the language", async () => {
    const stops = "[...document.querySelectorAll('*')].filter((it) => it.tabIndex >= 0)";
    expect(await page.value(`${stops}.map((it) => it.id)`)).toEqual(["language"]);
    await show("idle", "ar");
    expect(await page.value("document.querySelector('#language').lang")).toBe("en");
    await page.value("document.querySelector('#language').click()");
    await page.until(`${textOf("#language")} === "العربية"`);
  });

  it("speaks the station's language again to whoever comes later", async () => {
    await speak("ar");
    // A minute is not waited for, any other time is.
    await page.value(`window.later = setTimeout;
      window.setTimeout = (action, ms) => later(action, ms === 60000 ? 0 : ms)`);
    await page.value("document.querySelector('#language').click()");
    await page.until("document.documentElement.lang === 'ar'");
    await page.value("window.setTimeout = later");
  });

  it("moves nothing for whoever asked for that", async () => {
    const name = "getComputedStyle(document.querySelector('.swaying')).animationName";
    expect(await page.value(name)).toBe("swaying");
    await page.media({ "prefers-reduced-motion": "reduce" });
    expect(await page.value(name)).toBe("none");
  });

  it("is heard, once for each thing that happened", async () => {
    await show("moving", "en");
    await page.value(`window.notes = 0;
      const { createOscillator } = AudioContext.prototype;
      AudioContext.prototype.createOscillator = function () {
        window.notes += 1;
        return createOscillator.call(this);
      }`);
    await show("weighed", "en");
    expect(await page.value("window.notes")).toBe(1);
    await show("confirmed", "en");
    await show("handed in", "en");
    expect(await page.value("window.notes")).toBe(1 + 3);
    expect(await page.value("document.querySelector('[data-sign=mute]')")).toBeNull();
  });

  it("asks nobody else for anything, and has nothing to complain of", () => {
    const hosts = new Set(page.requests.map((address) => new URL(address).host));
    expect([...hosts]).toEqual([`127.0.0.1:${port}`]);
    expect(page.complaints).toEqual([]);
  });

  it("says so when the station ends, shows no old weight, and goes on when it is back", async () => {
    await show("weighed", "ar");
    await kiosk.close();
    await page.until("document.body.dataset.link === 'lost'");
    expect(await page.value(textOf("#sentence"))).toBe(own.ar.silent);
    expect(await isSeen("#weight")).toBe(false);
    writeFileSync(`${ARTEFACTS}/kiosk-ar-silent.png`, await page.screenshot());
    await open();
    await page.until("document.body.dataset.link === 'live'");
    await page.until("document.body.dataset.cue === 'tapCard'");
    expect(await page.value("window.isTheSamePage")).toBe(true);
  });

  it("notices a station that keeps the line and says nothing any more", async () => {
    await kiosk.close();
    await page.until("document.body.dataset.link === 'lost'");
    await open(openFakeTimers());
    await page.until("document.body.dataset.link === 'live'");
    await page.until("document.body.dataset.link === 'lost'");
    expect(await page.value(textOf("#sentence"))).toBe(own.ar.silent);
  });
});
