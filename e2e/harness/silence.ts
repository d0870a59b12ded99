import { eventually } from "../../scripts/testing/eventually.ts";
import { inFederation } from "./database.ts";
import { sharedSystem } from "./shared.ts";

/**
 * Holds project hubs still, as if they had been silent and offline for ten minutes: for tests of what comes of that.
 * How long a silence takes to show is measured in `silence.e2e.ts`. Answers what lets them go on.
 */
export async function holdStill(...slugs: string[]): Promise<() => void> {
  const { pidOf } = await sharedSystem();
  const hubs = await Promise.all(slugs.map(pidOf));
  const goOn = () => {
    for (const hub of hubs) process.kill(hub, "SIGCONT");
  };
  for (const hub of hubs) process.kill(hub, "SIGSTOP");
  try {
    // Again and again: a beat that was on its way may come after.
    await eventually(
      async () => {
        await inFederation(
          `with silent as (
           update "ProjectCatalog" set "lastSeenAt" = now() - interval '10 minutes'
           where slug = any($1) and status <> 'offline' returning id)
         update "ProjectHub" set "lastSeenAt" = now() - interval '10 minutes'
         where "projectId" in (select id from silent)`,
          [slugs],
        );
        const offline = await inFederation(
          `update "ProjectCatalog" set "statusSince" = now() - interval '10 minutes'
         where slug = any($1) and status = 'offline' returning id`,
          [slugs],
        );
        return offline.length === slugs.length;
      },
      { timeoutMs: 30_000, pauseMs: 200 },
    );
  } catch (thrown) {
    goOn();
    throw thrown;
  }
  return goOn;
}
