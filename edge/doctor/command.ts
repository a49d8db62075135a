import { openClock, systemReadings } from "../clock.ts";
import type { Command, Given } from "../command.ts";
import { serialPorts } from "../drivers/serial.ts";
import { systemTimers } from "../timers.ts";
import { type DoctorParts, examine } from "./doctor.ts";
import { type Finding, hasFault, lineOf } from "./finding.ts";
import { portFacts, reachByTcp } from "./system.ts";

export const doctorCommand: Command = {
  takes: "[--tap] [--json]",
  about: "tries every device and what the station needs; ends with 1 when something must be mended",
  options: { tap: { type: "boolean" }, json: { type: "boolean" } },
  run: doctor,
};

async function doctor(given: Given): Promise<void> {
  const asJson = given.flag("json");
  const findings: Finding[] = [];
  for await (const finding of examine(partsOf(given))) {
    findings.push(finding);
    if (!asJson) process.stdout.write(`${lineOf(finding)}\n`);
  }
  if (asJson) process.stdout.write(`${JSON.stringify({ ok: !hasFault(findings), findings })}\n`);
  if (hasFault(findings)) process.exitCode = 1;
}

function partsOf(given: Given): DoctorParts {
  const config = given.config();
  return {
    config,
    clock: openClock(systemReadings(config.ntpFile ?? undefined)),
    ports: serialPorts,
    after: systemTimers.after,
    tap: given.flag("tap"),
    say: (text) => process.stderr.write(`${text}\n`),
    portFacts,
    reach: reachByTcp,
  };
}
