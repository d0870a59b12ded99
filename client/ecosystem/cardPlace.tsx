import { useMutation } from "@tanstack/react-query";
import type { ProjectRow } from "../../contracts/projects.ts";
import { useRefusal } from "../access/useRefusal.ts";
import { useApi } from "../app/api.ts";
import { explainFailure } from "../app/failure.ts";
import { GuardedButton } from "../ui/guardedButton.tsx";

/** Who put a project where it stands on the map, and how to change that. The stream brings the answer. */
export function CardPlace({ project: { slug, x, y, pinned } }: { project: ProjectRow }) {
  const api = useApi();
  const refusal = useRefusal("operator");
  const change = useMutation({
    mutationFn: async (): Promise<void> => {
      if (pinned) await api.graph.unpin.mutate({ slug });
      else await api.graph.pin.mutate({ slug, x, y });
    },
  });
  return (
    <dd className="flex flex-wrap items-center gap-x-3">
      {pinned ? "pinned for everybody" : "found by the map"}
      <GuardedButton look="quiet" className="-my-2" refusal={refusal} onClick={() => change.mutate()}>
        {pinned ? "Unpin" : "Pin here"}
      </GuardedButton>
      {change.isError && (
        <span role="alert" className="text-ink-2">
          {explainFailure(change.error).advice}
        </span>
      )}
    </dd>
  );
}
