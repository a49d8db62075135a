import { type Finding, fault, warning } from "./finding.ts";

/** What the system says of a serial port, before anybody opens it. */
export type PortFacts = {
  /** There is something at that path. */
  readonly exists: boolean;
  readonly mayOpen: boolean;
  /** The group that the port belongs to, where the system names it. */
  readonly group: string | null;
  /** Other processes that have it open, as far as this user may see them. */
  readonly holders: readonly Holder[];
  /** What is in /dev/serial/by-id, whole paths. */
  readonly present: readonly string[];
};
export type Holder = { readonly pid: number; readonly command: string };

export type Port = { readonly device: string; readonly path: string };

/** @param stationRuns another process has the journal: this very station @returns null: it can be tried */
export function judgePort(
  { device, path }: Port,
  facts: PortFacts,
  stationRuns: boolean,
): Finding | null {
  if (!facts.exists) return fault(device, `${path} is not there. ${otherPorts(facts.present)}`);
  if (stationRuns) {
    return warning(
      device,
      `not tried: the running station uses ${path}. Stop it to try the device.`,
    );
  }
  const [holder] = facts.holders;
  if (holder !== undefined) {
    const { command, pid } = holder;
    return fault(
      device,
      `${path} is in use by another process: ${command} (${pid}). Stop that one.`,
    );
  }
  return facts.mayOpen
    ? null
    : fault(device, `this user may not open ${path}. ${wayIn(facts.group)}`);
}

function otherPorts(present: readonly string[]): string {
  if (present.length === 0) return "No serial device is plugged in: look at plug and cable.";
  return `Plugged in are: ${present.join(", ")}.`;
}

function wayIn(group: string | null): string {
  if (group === null || group === "root") return "Give its group to this user by a udev rule.";
  return `Run \`sudo usermod -aG ${group} USER\` with its name, then log in again.`;
}
