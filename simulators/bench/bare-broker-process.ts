import { createServer } from "node:net";
import { Aedes } from "aedes";

/** aedes with nothing behind it: what a round trip costs at the least. */
const broker = await Aedes.createBroker();
const server = createServer({ noDelay: true }, broker.handle);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" ? address?.port : 0);
});
process.on("disconnect", () => process.exit());
