import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { utcTime } from "#contract/ids.ts";
import { generateSigningKey } from "#contract/jwk.ts";
import { EpochMs, Grams, MinorUnits } from "#contract/units.ts";
import { type BrowserPage, openBrowserPage } from "#simulators/browser/chromium.ts";
import { requireTool } from "../../tools/require-tool.ts";
import { paperDeposit, paperStore } from "../reports/paper-store.ts";
import { openHttp } from "./http.ts";

const present = requireTool("chromium", "the page in a real browser");

describe.skipIf(!present)("the page, in a real browser", () => {
  const label = { ar: "بلاستيك", en: "Plastic" };
  const limits = { minGrams: Grams(500), maxGrams: Grams(10_000), attendedOnly: false };
  const store = paperStore({
    streamsAt: async () => [{ stream: "plastic", label, ratePerKg: MinorUnits(40), ...limits }],
    recentDeposits: async () => [paperDeposit({ reasons: ["over-cap"] })],
  });
  let gateway: Awaited<ReturnType<typeof openHttp>>;
  let page: BrowserPage;

  const openGateway = (port: number) =>
    openHttp({
      store,
      port,
      scheme: {
        name: "beitillo",
        timeZone: "Asia/Hebron",
        currency: { code: "QAM", minorUnits: 2 },
      },
      now: () => EpochMs(Date.UTC(2026, 10, 22)),
      keys: () => ({ keys: [] }),
      signing: generateSigningKey,
      status: () => ({ startedAt: utcTime(0), faults: [], stations: new Map() }),
      log: { warn() {}, error() {} },
    });

  beforeAll(async () => {
    gateway = await openGateway(0);
    page = await openBrowserPage("ar-PS");
    await page.resize(360, 740);
    await page.goto(`http://127.0.0.1:${gateway.port}/`);
    await page.until("document.querySelector('.working') !== null");
  });
  afterAll(async () => {
    await page.close();
    await gateway.close();
  });
  const textOf = (selector: string) =>
    page.value(`document.querySelector(${JSON.stringify(selector)}).textContent`);
  const overflows = () =>
    page.value("document.documentElement.scrollWidth > document.documentElement.clientWidth");

  it("speaks Arabic from right to left, in Arabic-Indic digits, and fits a cheap phone", async () => {
    expect(await page.value("document.documentElement.dir")).toBe("rtl");
    expect(await textOf(".working")).toContain("١٢٫٣٤٠");
    expect(await overflows()).toBe(false);
  });

  it("shows a deposit as it is committed, with its working", async () => {
    store.commit({ deposits: [paperDeposit({ seq: 1043, net: Grams(5000) })] });
    await page.until("document.querySelectorAll('.deposit').length === 2");
    expect(await textOf(".deposit .weight")).toContain("٥٫٠٠٠");
  });

  it("shows a corrected figure beside the one that it replaces, which is struck through", async () => {
    const { stream, grade, net, holder, credited, points } = paperDeposit();
    const corrected = { stream, grade, net, holder, credited, points, reason: "a stone" };
    const now = { net: Grams(4000), credited: MinorUnits(160), corrected };
    store.commit({ deposits: [paperDeposit({ seq: 1043, ...now })] });
    await page.until("document.querySelector('.deposit .credit del') !== null");
    expect(await textOf(".deposit .credit del")).toBe("١٫٧٣");
    expect(await textOf(".deposit .credit")).toMatch(/^١٫٧٣ ١٫٦٠/);
    expect(await textOf(".deposit .weight")).toContain("٤٫٠٠٠");
    expect(await textOf(".deposit .title del")).toContain("٤٫٣٢٠");
    expect(await textOf(".deposit .chip")).toBe("مصحَّح");
    const del = "document.querySelector('.deposit .credit del')";
    expect(await page.value(`getComputedStyle(${del}).textDecorationLine`)).toBe("line-through");
    expect(await page.value("document.querySelectorAll('.deposit .points del').length")).toBe(0);
    expect(await overflows()).toBe(false);
  });

  it("changes to English and remembers it", async () => {
    await page.value("document.querySelector('[data-language=en]').click()");
    await page.until("document.documentElement.dir === 'ltr'");
    await page.until("document.querySelector('.title').textContent.includes('Plastic')");
    expect(await textOf("#connection")).toBe("Live");
    expect(await overflows()).toBe(false);
    await page.goto(`http://127.0.0.1:${gateway.port}/`);
    expect(await page.value("document.documentElement.dir")).toBe("ltr");
    await page.until("document.querySelector('.working') !== null");
  });

  it("asks nobody else for anything, and breaks no rule of its security policy", () => {
    const hosts = new Set(page.requests.map((address) => new URL(address).host));
    expect([...hosts]).toEqual([`127.0.0.1:${gateway.port}`]);
    expect(page.complaints).toEqual([]);
  });

  it("says so when the connection is lost, and comes back by itself", async () => {
    const { port } = gateway;
    await gateway.close();
    await page.until("document.getElementById('connection').dataset.state === 'lost'");
    await page.until("document.getElementById('connection').textContent.includes('lost')");
    gateway = await openGateway(port);
    await page.until("document.getElementById('connection').dataset.state === 'live'");
  });
});
