import { expect, test } from "bun:test";
import { eventually } from "../../scripts/testing/eventually.ts";
import { silentLog } from "../platform/log.ts";
import { connectMesh } from "./connect.ts";
import { startRestartableNats } from "./testing/restartableNats.ts";
import { untilSubscribed } from "./untilSubscribed.ts";

test("a broker that dies before it has answered is subscribed to once it is back", async () => {
  const nats = await startRestartableNats();
  const mesh = await connectMesh({ url: nats.url, name: "listener", log: silentLog });
  try {
    // Still, so that its answer cannot come before it dies.
    nats.signal("SIGSTOP");
    let heard = 0;
    mesh.nc.subscribe("veria.told", { callback: () => void heard++ });
    const subscribed = untilSubscribed(mesh.nc);
    await nats.kill();
    await subscribed;
    await nats.start();
    const other = await connectMesh({ url: nats.url, name: "speaker", log: silentLog });
    await eventually(async () => {
      other.nc.publish("veria.told");
      await other.nc.flush();
      return heard > 0;
    });
    await other.close();
    expect(heard).toBeGreaterThan(0);
    await mesh.close();
    await expect(untilSubscribed(mesh.nc)).rejects.toThrow();
  } finally {
    await mesh.close();
    await nats.stop();
  }
});
