import { createFederationClient } from "../../contracts/client.ts";

const { FED_URL: url = "http://127.0.0.1:5400", FED_API_KEY: apiKey } = process.env;
if (apiKey === undefined) throw new Error("Set FED_API_KEY: `bun run fed:keys create --name consumer --role viewer`.");

const federation = createFederationClient({ url, apiKey });

// Subscribed before it reads, so that nothing that changes in between is missed.
const subscription = federation.live.changes.subscribe(undefined, {
  onStarted: () => void list(),
  onData({ data: notice }) {
    if (notice.type === "resync") void list();
    if (notice.type !== "projects") return;
    for (const { slug, status, statusReason, kpis } of notice.projects) {
      console.log(`changed ${slug} ${status} (${statusReason}), ${kpis.auditsFail ?? "unknown"} failed audits`);
    }
  },
  onError(error) {
    console.error(error.data?.code === "forbidden" ? "The Meta Hub refuses this key." : error.message);
    process.exitCode = 1;
  },
});

async function list(): Promise<void> {
  for (const { slug, status, risk } of await federation.projects.list.query({})) {
    console.log(`project ${slug} ${status}, risk ${risk.total ?? "unknown"}`);
  }
}

process.once("SIGINT", () => subscription.unsubscribe());
