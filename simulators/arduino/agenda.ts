/**
 * What the devices around the chip shall do, and when, in cycles since the simulation began. It outlives
 * resets of the chip, whose own events do not.
 */
export type Agenda = {
  /** The chip runs up to this cycle: the end of the slice, or what comes first. */
  horizon: number;
  /** Does `action` at a cycle; the answer takes it back. */
  at(cycle: number, action: () => void): () => void;
  /** Sets the horizon for a slice that ends at this cycle. */
  plan(end: number): void;
  doWhatIsDue(cycle: number): void;
};

type Item = { readonly cycle: number; readonly action: () => void };

export function openAgenda(): Agenda {
  const items: Item[] = [];
  const agenda: Agenda = {
    horizon: 0,
    at(cycle, action) {
      const item = { cycle, action };
      const later = items.findIndex((other) => other.cycle > cycle);
      items.splice(later === -1 ? items.length : later, 0, item);
      agenda.horizon = Math.min(agenda.horizon, cycle);
      return () => void remove(items, item);
    },
    plan(end) {
      agenda.horizon = Math.min(end, items[0]?.cycle ?? end);
    },
    doWhatIsDue(cycle) {
      for (let first = items[0]; first !== undefined && first.cycle <= cycle; first = items[0]) {
        items.shift();
        first.action();
      }
    },
  };
  return agenda;
}

function remove(items: Item[], item: Item): void {
  const index = items.indexOf(item);
  if (index !== -1) items.splice(index, 1);
}
