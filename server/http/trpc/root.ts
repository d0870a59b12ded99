import { router } from "./init.ts";
import { actionsRouter } from "./routers/actions.ts";
import { alertsRouter } from "./routers/alerts.ts";
import { graphRouter } from "./routers/graph.ts";
import { keysRouter } from "./routers/keys.ts";
import { liveRouter } from "./routers/live.ts";
import { metricsRouter } from "./routers/metrics.ts";
import { projectsRouter } from "./routers/projects.ts";
import { systemRouter } from "./routers/system.ts";

/** Everything that can be called. Who may call it is in `roles.ts`. */
export const appRouter = router({
  projects: projectsRouter,
  graph: graphRouter,
  metrics: metricsRouter,
  alerts: alertsRouter,
  actions: actionsRouter,
  keys: keysRouter,
  live: liveRouter,
  system: systemRouter,
});
export type AppRouter = typeof appRouter;
