import { useQuery } from "@tanstack/react-query";
import type { ProjectRow } from "../../contracts/projects.ts";
import { useRefusal } from "../access/useRefusal.ts";
import { useLaunch } from "../actions/launcher.tsx";
import { projectRefusal } from "../actions/projectRefusal.ts";
import { catalogQuery } from "../actions/queries.ts";
import { useApi } from "../app/api.ts";
import { GuardedButton } from "../ui/guardedButton.tsx";

const labels = { "fed.audit.security.sweep": "Run security sweep", "fed.refresh.summaries": "Refresh" } as const;

/** What can be asked of this one project; what cannot be stays in sight and says why. */
export function CardActions({ project }: { project: ProjectRow }) {
  const launch = useLaunch();
  const catalog = useQuery(catalogQuery(useApi())).data ?? [];
  const notAllowed = useRefusal("operator");
  const offers = catalog.map(({ action, permission }) => ({
    action,
    refusal: notAllowed ?? projectRefusal(project, permission),
  }));
  const refusals = new Set(offers.flatMap(({ refusal }) => refusal ?? []));
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap gap-2">
        {offers.map(({ action, refusal }) => (
          <GuardedButton
            key={action}
            refusal={refusal}
            onClick={() => launch({ action, scopes: [{ label: project.name, select: { slugs: [project.slug] } }] })}
          >
            {labels[action]}
          </GuardedButton>
        ))}
      </div>
      {[...refusals].map((refusal) => (
        <p key={refusal} className="text-xs text-ink-2">
          {refusal}
        </p>
      ))}
    </div>
  );
}
