import type { House, Plan } from "./plan.ts";
import { importsOf, isCode, isTest, type Source } from "./source.ts";

/**
 * Imports that do not point down. Tests, and the fixtures they share, stand outside of the house and
 * may look into every room; no room looks out at them.
 */
export function floorFaults(sources: readonly Source[], plan: Plan): string[] {
  return sources
    .filter(({ path }) => isCode(path) && !isTest(path))
    .flatMap((source) => [
      ...homeless(source.path, plan),
      ...importsOf(source).flatMap(({ target }) => importFault(source.path, target, plan)),
    ]);
}

function homeless(path: string, plan: Plan): string[] {
  const place = placeOf(path, plan);
  const known = place === null || place.house.floors.length === 0 || place.floor >= 0;
  return known ? [] : [`${path}: the plan has no floor for ${place.name}/${place.room}`];
}

function importFault(path: string, target: string, plan: Plan): string[] {
  if (isTest(target)) return [`${path} imports ${target}, which is for tests alone`];
  const [from, to] = [placeOf(path, plan), placeOf(target, plan)];
  if (from === null || to === null) return [];
  if (from.name !== to.name) {
    return from.house.below.includes(to.name)
      ? []
      : [`${path} imports ${target}: ${from.name} does not import ${to.name}`];
  }
  if (from.room === to.room || from.house.floors.length === 0 || to.floor < from.floor) return [];
  const how = to.floor === from.floor ? "is its neighbour" : "is above it";
  return [`${path} imports ${target}, which ${how}: imports point down`];
}

type Place = { name: string; house: House; room: string; floor: number };

/** Where a path stands; null when it is in no house of the plan: a package, a file of the root. */
function placeOf(path: string, plan: Plan): Place | null {
  const [name = "", room = ""] = path.split("/");
  const house = Object.hasOwn(plan, name) ? plan[name] : undefined;
  if (house === undefined || room === "") return null;
  return { name, house, room, floor: house.floors.findIndex((rooms) => rooms.includes(room)) };
}
