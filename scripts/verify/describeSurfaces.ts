import { type EndpointRow, endpointFailureWords, type ProjectVerification } from "../../contracts/surface.ts";
import { paint } from "../cli/paint.ts";
import { plainText } from "../cli/plainText.ts";
import { table } from "../cli/table.ts";

/** What was verified, for people: a row a project, then in words what cannot be reached and what differs. */
export function describeSurfaces(surfaces: readonly ProjectVerification[]): string {
  if (surfaces.length === 0) return "projects.yaml declares no project, so there is nothing to verify.";
  const headings = ["project", "reachable", "latency", "version", "tools", "drift"];
  const rows = surfaces.map((surface) => [
    surface.slug,
    reachCell(surface.endpoints),
    latencyCell(surface.endpoints),
    plainText(surface.manifest?.version ?? "unknown"),
    plainText(surface.manifest?.tools.join(", ") ?? "") || (surface.manifest === null ? "unknown" : "none"),
    driftCell(surface),
  ]);
  const details = surfaces.flatMap(detailLines);
  return [
    ...table([headings.map((heading) => paint("quiet", heading)), ...rows]),
    ...(details.length === 0 ? [] : ["", ...details]),
    "",
    summaryLine(surfaces),
  ].join("\n");
}

const reached = (endpoints: readonly EndpointRow[]) => endpoints.filter(({ reachable }) => reachable).length;

function reachCell(endpoints: readonly EndpointRow[]): string {
  const count = reached(endpoints);
  return paint(count === endpoints.length ? "good" : "bad", `${count}/${endpoints.length}`);
}

function latencyCell(endpoints: readonly EndpointRow[]): string {
  const known = endpoints.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b);
  const median = known[Math.floor(known.length / 2)];
  return median === undefined ? "unknown" : `${median < 10 ? median.toFixed(1) : Math.round(median)} ms`;
}

function driftCell({ drift, manifest }: ProjectVerification): string {
  if (manifest === null) return "unknown";
  return drift.length === 0 ? "none" : paint("warning", String(drift.length));
}

function detailLines({ slug, endpoints, drift }: ProjectVerification): string[] {
  const causes = new Set(endpoints.map(({ lastError }) => lastError));
  const [cause] = causes;
  // What is wrong with all of them for one reason is wrong with the hub.
  const failures =
    causes.size === 1 && cause != null && endpoints.length > 1
      ? [`  ${paint("bad", slug)}: ${endpointFailureWords[cause]} (all endpoints)`]
      : endpoints.flatMap(({ type, url, lastError }) =>
          lastError === null
            ? []
            : `  ${paint("bad", `${slug} ${type}`)}: ${endpointFailureWords[lastError]} (${plainText(url)})`,
        );
  return [...failures, ...drift.map(({ message }) => `  ${paint("warning", `${slug} drift`)}: ${plainText(message)}`)];
}

function summaryLine(surfaces: readonly ProjectVerification[]): string {
  const endpoints = surfaces.flatMap((surface) => surface.endpoints);
  const drift = surfaces.reduce((sum, surface) => sum + surface.drift.length, 0);
  const differences = drift === 0 ? "nothing differs" : `${drift} difference${drift === 1 ? "" : "s"}`;
  return `  ${reached(endpoints)} of ${endpoints.length} endpoints can be reached; ${differences}.`;
}
