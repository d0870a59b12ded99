import type { AlertRow } from "../../../../contracts/alerts.ts";
import { openTestFederation, type TestFederation } from "../../testing/openTestFederation.ts";
import { evaluateAlerts } from "../evaluate.ts";
import { listAlerts } from "../listAlerts.ts";

const start = Date.parse("2026-11-20T12:00:00.000Z");

/** So many minutes after the beginning of a test. */
export const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();

/** A federation of Veria and Performia, both online, whose alerts are looked for when the test says so. */
export type AlertDesk = TestFederation & {
  /** Makes a cause stand, or not. The clock's skew is a fact that no time changes. */
  skew(slug: string, seconds: number | null): Promise<unknown>;
  /** Looks for alerts, so many minutes after the beginning. */
  look(minutes: number): Promise<unknown>;
  alerts(): Promise<AlertRow[]>;
};

export async function openAlertDesk(): Promise<AlertDesk> {
  const federation = await openTestFederation({ now: at(0) });
  const { pool } = federation.ctx.db;
  await federation.declare("veria", "performia");
  await pool.query(`update "ProjectCatalog" set status = 'online'`);
  return {
    ...federation,
    skew: (slug, seconds) =>
      pool.query('update "ProjectCatalog" set "clockSkewSeconds" = $2 where slug = $1', [slug, seconds]),
    look(minutes) {
      federation.setNow(at(minutes));
      return evaluateAlerts(federation.ctx);
    },
    alerts: () => listAlerts(federation.ctx, {}),
  };
}
