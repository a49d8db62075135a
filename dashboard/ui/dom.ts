import { assert } from "#contract/assert.ts";

/** A part of index.html that must be there. */
export function part<Kind extends HTMLElement>(id: string, kind: abstract new () => Kind): Kind {
  const found = document.getElementById(id);
  assert(found instanceof kind, `index.html has no #${id}`);
  return found;
}

type Child = Node | string;

/** A new element with a class; text is never read as HTML. */
export function made<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.append(...children);
  return element;
}

/** A name in Latin letters within a sentence of any direction. */
export const name = (text: string): HTMLElement => made("bdi", "", text);

const SVG = "http://www.w3.org/2000/svg";

/** A stream's picture, from the sheet in index.html; a plain bag for one that has none. */
export function icon(stream: string): HTMLElement {
  const known = document.getElementById(`icon-${stream}`) !== null;
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", known ? `#icon-${stream}` : "#icon-bag");
  svg.append(use);
  svg.setAttribute("aria-hidden", "true");
  const frame = made("span", "icon");
  frame.append(svg);
  return frame;
}

/** A bar whose length is a part of the whole; its number stands beside it, so readers skip it. */
export function bar(value: number, whole: number): HTMLElement {
  const element = made("span", "bar", made("span", "bar-fill"));
  element.setAttribute("aria-hidden", "true");
  element.style.setProperty("--share", String(whole > 0 ? Math.max(0, value) / whole : 0));
  return element;
}
