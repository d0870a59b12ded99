import type { Pool, PoolClient } from "pg";
import type { AlertRow, AlertSeverity, AlertStatus } from "../../../contracts/alerts.ts";

/** An alert as the database has it, with the project's slug. */
type StoredAlert = {
  id: string;
  severity: string;
  title: string;
  description: string;
  createdAt: Date;
  status: string;
  rule: string;
  updatedAt: Date;
  resolvedAt: Date | null;
  silenced: boolean;
  acknowledgedBy: string | null;
  resolvedBy: string | null;
  project: { slug: string } | null;
};

/** What every read of alerts asks for. */
export const withProjectSlug = { project: { select: { slug: true } } } as const;

const severities: Record<string, AlertSeverity> = { info: "info", warning: "warning", critical: "critical" };
const statuses: Record<string, AlertStatus> = { open: "open", acknowledged: "acknowledged", resolved: "resolved" };

/** A stored alert as everything outside sees it. */
export function toAlertRow(stored: StoredAlert): AlertRow {
  return {
    id: stored.id,
    project: stored.project?.slug ?? null,
    severity: severities[stored.severity] ?? "warning",
    title: stored.title,
    description: stored.description,
    createdAt: stored.createdAt.toISOString(),
    status: statuses[stored.status] ?? "open",
    rule: stored.rule,
    updatedAt: stored.updatedAt.toISOString(),
    resolvedAt: stored.resolvedAt?.toISOString() ?? null,
    silenced: stored.silenced,
    acknowledgedBy: stored.acknowledgedBy,
    resolvedBy: stored.resolvedBy,
  };
}

/**
 * The alerts with these ids. In SQL: Prisma compiles and keeps a plan for every number of ids, each as long as its list,
 * and changes come in all numbers.
 */
export async function loadAlertRows(client: Pool | PoolClient, ids: readonly string[]): Promise<AlertRow[]> {
  const { rows } = await client.query<StoredAlert>({
    name: "alert-rows",
    text: `select alert.id, alert.severity, alert.title, alert.description, alert."createdAt", alert.status, alert.rule,
        alert."updatedAt", alert."resolvedAt", alert.silenced, alert."acknowledgedBy", alert."resolvedBy",
        case when project.slug is not null then jsonb_build_object('slug', project.slug) end as project
      from "EcosystemAlert" alert left join "ProjectCatalog" project on project.id = alert."projectId"
      where alert.id = any($1::uuid[])`,
    values: [ids],
  });
  return rows.map(toAlertRow);
}
