import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openKiosk } from "#edge/kiosk/kiosk.ts";
import { systemTimers } from "#edge/timers.ts";
import { type BrowserPage, openBrowserPage } from "#simulators/browser/chromium.ts";
import { sceneView } from "#simulators/kiosk/scenes.ts";

// The pictures of the docs: a station's kiosk, and the page of a village that has been at work for a while.

const PORT = 18_473;
const MQTT_PORT = 18_474;
const KIOSK_PORT = 18_475;
const DEPOSITS = 60;
const inRepository = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const pictures = [
  { file: "docs/page-phone-ar.png", language: "ar-PS", width: 390, height: 844 },
  { file: "docs/page-desktop-en.png", language: "en", width: 1_100, height: 760 },
] as const;

const kioskPictures = [
  { file: "docs/kiosk-ar.png", language: "ar", scene: "handed in" },
  { file: "docs/kiosk-en.png", language: "en", scene: "tapped" },
] as const;

await pictureKiosk();
const data = mkdtempSync(join(tmpdir(), "qamama-pictures-"));
const args = ["--data", data, "--port", `${PORT}`, "--mqtt-port", `${MQTT_PORT}`, "--speed", "600"];
args.push("--kiosk-port", `${KIOSK_PORT}`);
const demo = spawn(process.execPath, [inRepository("tools/run.mjs"), "demo", ...args], {
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  await deposited(DEPOSITS);
  for (const { file, language, width, height } of pictures) {
    const page = await openBrowserPage(language);
    writeFileSync(inRepository(file), await pictureOf(page, width, height));
    await page.close();
    console.log(`Wrote ${file}.`);
  }
} finally {
  const gone = once(demo, "exit");
  demo.kill("SIGTERM");
  await gone;
  rmSync(data, { recursive: true });
}

/** One line of the demo for each. */
async function deposited(count: number): Promise<void> {
  let text = "";
  for await (const chunk of demo.stdout.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.split("\n").filter((line) => / QAM /.test(line)).length >= count) break;
  }
  demo.stdout.resume();
}

async function pictureOf(page: BrowserPage, width: number, height: number): Promise<Buffer> {
  await page.resize(width, height);
  await page.media({ "prefers-reduced-motion": "reduce" });
  await page.goto(`http://127.0.0.1:${PORT}/`);
  await page.until("document.querySelectorAll('.deposit').length > 5");
  return page.screenshot();
}

/** What a village sees beside the scale. */
async function pictureKiosk(): Promise<void> {
  const page = await openBrowserPage("en");
  await page.resize(800, 480);
  await page.media({ "prefers-reduced-motion": "reduce" });
  for (const { file, language, scene } of kioskPictures) {
    const listening = Promise.withResolvers<void>();
    const log = () => listening.resolve();
    const kiosk = openKiosk({ port: KIOSK_PORT }, { language, timers: systemTimers, log });
    kiosk.show(sceneView(scene));
    await listening.promise;
    await page.goto(`http://127.0.0.1:${KIOSK_PORT}/`);
    await page.until("document.body.dataset.link === 'live'");
    writeFileSync(inRepository(file), await page.screenshot());
    console.log(`Wrote ${file}.`);
    await kiosk.close();
  }
  await page.close();
}
