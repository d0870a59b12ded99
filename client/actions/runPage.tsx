import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useApi } from "../app/api.ts";
import { useLive } from "../live/live.tsx";
import { buttonLook } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { runQuery } from "./queries.ts";
import { RunDetails } from "./runDetails.tsx";
import { useActionTitles } from "./useActionTitles.ts";

const route = getRouteApi("/meta/actions/$runId");

/** One run at its own address, to share. */
export function RunPage() {
  const { runId } = route.useParams();
  const navigate = route.useNavigate();
  const api = useApi();
  const { journal, ready } = useLive();
  const action = useQuery({ ...runQuery(api, journal, runId), enabled: ready }).data?.action;
  const titleOf = useActionTitles();
  return (
    <Page
      title={action === undefined ? "Run" : titleOf(action)}
      aside={
        <span className="flex flex-wrap gap-2">
          <Link to="/ecosystem" search={{ run: runId, overlay: "receipts" }} className={buttonLook("plain")}>
            On the map
          </Link>
          <Link to="/actions" className={buttonLook("plain")}>
            All runs
          </Link>
        </span>
      }
    >
      <div className="rounded-lg border border-line bg-surface">
        <RunDetails
          key={runId}
          runId={runId}
          goTo={(next) => void navigate({ to: "/actions/$runId", params: { runId: next } })}
        />
      </div>
    </Page>
  );
}
