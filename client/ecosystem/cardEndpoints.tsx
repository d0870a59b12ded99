import { type DriftRow, type EndpointRow, endpointFailureWords } from "../../contracts/surface.ts";
import { Ago } from "../app/timely.tsx";
import { Mark } from "../ui/mark.tsx";
import { Section } from "../ui/section.tsx";

type CardEndpointsProps = { endpoints: readonly EndpointRow[]; drift: readonly DriftRow[] };

/** Which of a project's endpoints the Meta Hub can reach, and where what it declares does not agree. */
export function CardEndpoints({ endpoints, drift }: CardEndpointsProps) {
  const reachable = endpoints.filter((endpoint) => endpoint.reachable).length;
  return (
    <Section title="Endpoints" aside={endpoints.length > 0 && `${reachable} of ${endpoints.length} reachable`}>
      {endpoints.length === 0 && <p className="text-ink-3">Not verified yet.</p>}
      <ul className="flex flex-col gap-2">
        {endpoints.map((endpoint) => (
          <Endpoint key={endpoint.type} endpoint={endpoint} />
        ))}
      </ul>
      {drift.length > 0 && <h4 className="font-medium">Does not agree</h4>}
      <ul className="flex flex-col gap-1.5">
        {drift.map(({ message }) => (
          <li key={message} className="text-ink-2">
            {message}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Endpoint({ endpoint }: { endpoint: EndpointRow }) {
  const { type, url, reachable, latencyMs, lastError, lastVerifiedAt, failures } = endpoint;
  const times = failures > 1 ? `, ${failures} times in a row` : "";
  return (
    <li className="flex flex-col gap-0.5" title={url}>
      <span className="flex items-baseline justify-between gap-2">
        <span className="inline-flex items-center gap-1.5 font-medium break-all">
          <Mark pattern={reachable ? "solid" : "hollow"} color={reachable ? "var(--online)" : "var(--offline)"} />
          {type}
        </span>
        <span className="text-xs text-ink-3">
          <Ago at={lastVerifiedAt} />
        </span>
      </span>
      <span className="text-ink-2">
        {latencyMs !== null && `reachable in ${latencyMs < 10 ? latencyMs.toFixed(1) : Math.round(latencyMs)} ms`}
        {lastError !== null && `unreachable${times}: ${endpointFailureWords[lastError]}`}
      </span>
    </li>
  );
}
