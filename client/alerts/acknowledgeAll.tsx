import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { AlertRow } from "../../contracts/alerts.ts";
import { useRefusal } from "../access/useRefusal.ts";
import { useApi } from "../app/api.ts";
import { explainFailure } from "../app/failure.ts";
import { mergeRows } from "../graph/merge.ts";
import { cacheKey } from "../live/queries.ts";
import { GuardedButton } from "../ui/guardedButton.tsx";

/** Says of several alerts at once that the reader looks after them; nothing where fewer than two are open. */
export function AcknowledgeAll({ alerts }: { alerts: readonly AlertRow[] }) {
  const api = useApi();
  const cache = useQueryClient();
  const refusal = useRefusal("operator");
  const open = alerts.filter(({ status }) => status === "open");
  const acknowledge = useMutation({
    mutationFn: async () => {
      const answers = await Promise.allSettled(open.map(({ id }) => api.alerts.acknowledge.mutate({ id })));
      const changed = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
      cache.setQueryData<AlertRow[]>(cacheKey.alerts, (rows) => rows && mergeRows(rows, ({ id }) => id, changed, []));
      const refused = answers.filter((answer) => answer.status === "rejected");
      if (refused[0]) throw new Error(`${refused.length} are still open. ${explainFailure(refused[0].reason).advice}`);
    },
  });
  if (open.length < 2 && !acknowledge.isError) return null;
  return (
    <>
      {acknowledge.isError && (
        <span role="alert" className="text-ink-2">
          {acknowledge.error.message}
        </span>
      )}
      <GuardedButton
        refusal={refusal}
        onClick={() => {
          if (!acknowledge.isPending) acknowledge.mutate();
        }}
      >
        {acknowledge.isPending ? "Acknowledging" : `Acknowledge all ${open.length}`}
      </GuardedButton>
    </>
  );
}
