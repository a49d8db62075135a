import { toledoProtocol } from "#edge/drivers/scale/toledo-continuous.ts";
import { type Parser, type Subject, scaleParser } from "./subjects.ts";

/** The same driver as a hurried hand would have written it: any unit will do, and no sum is checked. */
export function lenient(subject: Subject): Subject {
  if (subject.name === "toledo-continuous")
    return { ...subject, open: () => scaleParser(toledoProtocol({ checksum: false })) };
  if (subject.name === "pn532") return { ...subject, open: unsummed };
  return {
    ...subject,
    open() {
      const parse = subject.open();
      return (chunk) =>
        parse(Buffer.from(forgiven(Buffer.from(chunk).toString("latin1")), "latin1"));
    },
  };
}

const forgiven = (text: string) => text.replace(/lb|oz| t|KG|k /g, "kg").replace(/[EO]/g, "0");

/** Takes a PN532's answers at their word, length and sums unchecked; loses those that come in pieces. */
function unsummed(): Parser {
  return (chunk) =>
    [
      ...Buffer.from(chunk)
        .toString("latin1")
        .matchAll(/\0\xff..\xd5(.{11,17}).\0/gs),
    ].map(([, body = ""]) => Buffer.from(body, "latin1").toString("hex"));
}
