import { composeSummaries } from "../server/instance/emitters/composeSummaries.ts";
import { publishAll } from "../server/instance/emitters/publishAll.ts";
import { tellAuditResults } from "../server/instance/emitters/tellAuditResults.ts";
import { scan } from "../server/instance/repository/scan/scan.ts";
import { migrate } from "../server/platform/migrate.ts";
import { runOneShot } from "./summary/oneShot.ts";

await runOneShot({
  name: "summary:emit",
  does: "Scans the working tree and publishes its summaries: graph, audits, security, deploys.",
  async run({ ctx, env, publisher }) {
    await migrate("instance", env.DATABASE_URL);
    await scan(ctx);
    const events = await composeSummaries(ctx);
    await publishAll(publisher, events);
    await tellAuditResults(ctx, publisher);
    return events;
  },
});
