import { composeEvidence } from "../server/instance/emitters/composeEvidence.ts";
import { publishAll } from "../server/instance/emitters/publishAll.ts";
import { runOneShot } from "./summary/oneShot.ts";

await runOneShot({
  name: "summary:integrations",
  does: "Publishes what shows this project joined to others, from the sources in its hub.yaml. Needs no database.",
  async run({ ctx, publisher }) {
    const events = await composeEvidence(ctx);
    await publishAll(publisher, events);
    return events;
  },
});
