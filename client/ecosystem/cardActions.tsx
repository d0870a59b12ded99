import { useQuery } from "@tanstack/react-query";
import { fanoutAction } from "../../contracts/actions.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import { useRefusal } from "../access/useRefusal.ts";
import { useLaunch } from "../actions/launcher.tsx";
import { projectRefusal } from "../actions/projectRefusal.ts";
import { catalogQuery } from "../actions/queries.ts";
import { useApi } from "../app/api.ts";
import { Button } from "../ui/button.tsx";
import { GuardedButton } from "../ui/guardedButton.tsx";

const labels = { "fed.audit.security.sweep": "Security sweep", "fed.refresh.summaries": "Refresh summaries" } as const;

/** What can be asked of this one project; what cannot be stays in sight and says why. */
export function CardActions({ project }: { project: ProjectRow }) {
  const launch = useLaunch();
  const catalog = useQuery(catalogQuery(useApi()));
  const notAllowed = useRefusal("operator");
  const refusalOf = (permission: Parameters<typeof projectRefusal>[1] | undefined) => {
    if (permission !== undefined) return notAllowed ?? projectRefusal(project, permission);
    return catalog.isError ? "What can be asked could not be read." : "What can be asked is being read.";
  };
  const offers = fanoutAction.options.map((action) => {
    const permission = catalog.data?.find((entry) => entry.action === action)?.permission;
    return { action, refusal: refusalOf(permission) };
  });
  const refusals = catalog.isPending ? [] : new Set(offers.flatMap(({ refusal }) => refusal ?? []));
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
      {catalog.isError && (
        <Button look="quiet" className="self-start" onClick={() => void catalog.refetch()}>
          Try again
        </Button>
      )}
    </div>
  );
}
