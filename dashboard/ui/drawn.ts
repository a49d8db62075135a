/**
 * What is on the page already. A thing that did not change keeps its element, and with it the
 * reader's place; one that comes later is marked `fresh`, so that it can be seen to arrive.
 */
export type Drawn<Thing extends object> = {
  elements(things: readonly Thing[], draw: (thing: Thing) => HTMLElement): readonly HTMLElement[];
};

export function nothing<Thing extends object>(): Drawn<Thing> {
  const known = new WeakMap<Thing, HTMLElement>();
  let first = true;
  return {
    elements(things, draw) {
      const elements = things.map((thing) => {
        const element = known.get(thing) ?? draw(thing);
        if (!first && !known.has(thing)) element.classList.add("fresh");
        known.set(thing, element);
        return element;
      });
      first = false;
      return elements;
    },
  };
}
