import packageJson from "../package.json" with { type: "json" };
import { emitPulse } from "../server/instance/emitters/emitPulse.ts";
import { migrate } from "../server/platform/migrate.ts";
import { runOneShot } from "./summary/oneShot.ts";

await runOneShot({
  name: "summary:health",
  does: "Publishes once that this instance is there, and how it feels.",
  async run({ ctx, env, mesh, publisher }) {
    await migrate("instance", env.DATABASE_URL);
    return emitPulse(ctx, { mesh, publisher, version: packageJson.version });
  },
});
