import { useRefusal } from "../access/useRefusal.ts";
import { useLaunch } from "../actions/launcher.tsx";
import { Button } from "../ui/button.tsx";
import { GuardedButton } from "../ui/guardedButton.tsx";
import { mostPicked } from "./search.ts";

/** What to do with the projects that are picked. Beside the counts, so that it lies over no project and under no card. */
export function PickBar({ picked, clear }: { picked: readonly string[]; clear(): void }) {
  const launch = useLaunch();
  const refusal = useRefusal("operator");
  const scope = { label: `Picked: ${picked.length}`, select: { slugs: [...picked] } };
  return (
    <section aria-label="Picked projects" className="ml-auto flex flex-wrap items-center gap-2 max-md:w-full">
      <span className="font-medium max-md:mr-auto" role="status">
        {picked.length} picked
        {picked.length >= mostPicked && <span className="font-normal text-ink-2">, the most; filters reach more</span>}
      </span>
      <Button look="quiet" onClick={clear}>
        Unpick all
      </Button>
      <span className="flex gap-2 max-md:w-full">
        <GuardedButton
          refusal={refusal}
          onClick={() => launch({ action: "fed.audit.security.sweep", scopes: [scope] })}
        >
          Security sweep
        </GuardedButton>
        <GuardedButton refusal={refusal} onClick={() => launch({ action: "fed.refresh.summaries", scopes: [scope] })}>
          Refresh summaries
        </GuardedButton>
      </span>
    </section>
  );
}
