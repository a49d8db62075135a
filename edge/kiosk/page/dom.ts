/** A part of index.html that must be there. @throws Error when it is not */
export function part<Kind extends Element>(selector: string, kind: abstract new () => Kind): Kind {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`index.html has no ${selector}`);
  return found;
}

/** Many readings a second come by here: only what differs is touched, and read out. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

const SVG = "http://www.w3.org/2000/svg";

/** A new picture from the sheet in index.html, for the eye alone. */
export function pictured(name: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.append(document.createElementNS(SVG, "use"));
  svg.setAttribute("aria-hidden", "true");
  setPicture(svg, name);
  return svg;
}

export function setPicture(svg: Element, name: string): void {
  const use = svg.querySelector("use");
  if (use?.getAttribute("href") !== `#${name}`) use?.setAttribute("href", `#${name}`);
}

/** A stream's picture; a plain bag for one that has none. */
export function streamPicture(stream: string): string {
  return document.getElementById(`stream-${stream}`) === null ? "stream-bag" : `stream-${stream}`;
}

/** A new element; text is never read as HTML. */
export function made(
  tag: "li" | "span" | "bdi",
  className: string,
  ...children: (Node | string)[]
) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}
