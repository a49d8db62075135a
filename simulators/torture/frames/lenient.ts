import { toledoProtocol } from "#edge/drivers/scale/toledo-continuous.ts";
import { type Subject, scaleParser } from "./subjects.ts";

/** The same driver as a hurried hand would have written it: any unit will do, and no sum is checked. */
export function lenient(subject: Subject): Subject {
  if (subject.name === "toledo-continuous")
    return { ...subject, open: () => scaleParser(toledoProtocol({ checksum: false })) };
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
