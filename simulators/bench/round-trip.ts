import { connectRaw, publishFrame } from "./raw-client.ts";

const PAYLOAD = "x".repeat(1200); // a signed page of one deposit

/** Round trips through a bare broker: publish at QoS 1, hear it back. */
export async function roundTrips(
  port: number,
  { count, perSecond }: { count: number; perSecond: number },
): Promise<{ latenciesMs: readonly number[] }> {
  const client = await connectRaw(port, { clientId: "round-trip" });
  await client.subscribe("round/trip");
  const sent: number[] = [];
  const latenciesMs: number[] = [];
  const done = new Promise<void>((resolve) => {
    client.onMessage(() => {
      latenciesMs.push(performance.now() - (sent.shift() ?? Number.NaN));
      if (latenciesMs.length === count) resolve();
    });
  });
  const begin = performance.now();
  let index = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - begin) * perSecond) / 1000);
    for (; index < Math.min(due, count); index += 1) {
      sent.push(performance.now());
      client.send(publishFrame("round/trip", PAYLOAD, (index % 60_000) + 1));
    }
    if (index >= count) clearInterval(timer);
  }, 1);
  await done;
  client.close();
  return { latenciesMs };
}

/** Round trips a second with a window full at all times: what aedes can do at the most. */
export async function roundTripsPerSecond(port: number, count: number): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: 10 }, (_, index) => connectRaw(port, { clientId: `flood-${index}` })),
  );
  const begin = performance.now();
  await Promise.all(
    clients.map(async (client, index) => {
      const topic = `flood/${index}`;
      await client.subscribe(topic);
      let [heard, sent] = [0, 0];
      const send = () => client.send(publishFrame(topic, PAYLOAD, (sent++ % 60_000) + 1));
      await new Promise<void>((resolve) => {
        client.onMessage(() => {
          heard += 1;
          if (sent < count / clients.length) send();
          if (heard >= count / clients.length) resolve();
        });
        for (let window = 0; window < 10; window += 1) send();
      });
      client.close();
    }),
  );
  return (count * 1000) / (performance.now() - begin);
}
