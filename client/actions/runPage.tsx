import { getRouteApi, Link } from "@tanstack/react-router";
import { buttonLook } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { RunDetails } from "./runDetails.tsx";
import { useRunTitle } from "./useRunTitle.ts";

const route = getRouteApi("/meta/actions/$runId");

/** One run at its own address, to share. */
export function RunPage() {
  const { runId } = route.useParams();
  const navigate = route.useNavigate();
  return (
    <Page
      title={useRunTitle(runId)}
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
