import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { useApi } from "../app/api.ts";
import { explainFailure } from "../app/failure.ts";
import { parseEcosystemSearch } from "../ecosystem/search.ts";
import { cacheKey } from "../live/queries.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Segments } from "../ui/segments.tsx";
import type { Launch } from "./launch.ts";
import { newIdempotencyKey } from "./newIdempotencyKey.ts";
import { PlanTargets } from "./planTargets.tsx";
import { catalogQuery, planQueryOf } from "./queries.ts";
import { StagingFields } from "./stagingFields.tsx";

/** What an action would do with each project. It is done only when a person confirms exactly this. */
export function PlanDialog({ launch, onClose }: { launch: Launch; onClose(): void }) {
  const api = useApi();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const onMap = useRouterState({ select: ({ location }) => location.pathname === "/ecosystem" });
  const [scope, setScope] = useState(launch.scopes[0]);
  const [staging, setStaging] = useState<{ canary?: number; maxFailures?: number }>({});
  // One key for as long as the dialog is open: pressing twice, or again after a lost answer, is still one run.
  const [idempotencyKey] = useState(newIdempotencyKey);
  const entry = useQuery(catalogQuery(api)).data?.find(({ action }) => action === launch.action);
  const plan = useQuery(planQueryOf(api, { action: launch.action, select: scope.select }));
  const start = useMutation({
    mutationFn: (planHash: string) =>
      api.actions.start.mutate({ action: launch.action, select: scope.select, planHash, idempotencyKey, ...staging }),
    onSuccess: ({ runId }) => {
      void cache.invalidateQueries({ queryKey: cacheKey.runs });
      onClose();
      if (onMap) {
        const overlay = "receipts";
        const shown = { run: runId, overlay, project: undefined, edge: undefined } as const;
        void navigate({ to: "/ecosystem", search: (before) => parseEcosystemSearch({ ...before, ...shown }) });
      } else void navigate({ to: "/actions/$runId", params: { runId } });
    },
    // Things may stand differently by now: the new plan is shown, and a person decides again.
    onError: () => void plan.refetch(),
  });
  const willBeAsked = plan.data?.targets.filter(({ decision }) => decision !== "refused").length ?? 0;

  return (
    <Dialog title={entry?.title ?? "Plan"} open onClose={onClose}>
      <div className="flex flex-col gap-4">
        {entry && <p className="text-ink-2">{entry.description}</p>}
        {launch.scopes.length > 1 && (
          <Segments
            label="Projects asked"
            value={scope.label}
            options={launch.scopes.map(({ label }) => ({ value: label, label }))}
            onChange={(label) => setScope(launch.scopes.find((each) => each.label === label) ?? scope)}
          />
        )}
        {plan.isPending && <div className="skeleton h-24" role="status" aria-label="Planning" />}
        {plan.isError && <FailureNotice error={plan.error} retry={() => void plan.refetch()} />}
        {plan.data && <PlanTargets targets={plan.data.targets} />}
        {willBeAsked > 1 && <StagingFields most={willBeAsked} value={staging} onChange={setStaging} />}
        {start.isError && (
          <p role="alert" className="rounded-md border border-line-strong px-3 py-2">
            Not started. {explainFailure(start.error).advice}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={plan.data === undefined || plan.isFetching || willBeAsked === 0 || start.isPending}
            onClick={() => plan.data && start.mutate(plan.data.planHash)}
          >
            {start.isPending ? "Starting" : `Ask ${willBeAsked} ${willBeAsked === 1 ? "project" : "projects"}`}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
