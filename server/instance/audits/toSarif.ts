import type { AuditOutcome, Finding, Severity } from "./finding.ts";

const levels: Record<Severity, "error" | "warning" | "note"> = {
  critical: "error",
  high: "error",
  warn: "warning",
  info: "note",
};

function location({ path, line }: Finding) {
  if (path === null) return [];
  const artifactLocation = { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
  const region = line === null ? {} : { region: { startLine: line } };
  return [{ physicalLocation: { artifactLocation, ...region } }];
}

/**
 * The outcome as a SARIF 2.1.0 log, which code hosts and editors show beside the code. What could not be found out is a
 * notification, and the run is then not successful: a log without results must not look like a clean one.
 */
export function toSarif(outcome: AuditOutcome, version: string) {
  const rules = [...new Set(outcome.findings.map(({ rule }) => rule))];
  const conclusive = outcome.status !== "inconclusive";
  const notification = { level: "warning", message: { text: outcome.reason ?? "" } };
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: `commandcenter-${outcome.kind}`,
            semanticVersion: version,
            rules: rules.map((id) => ({ id })),
          },
        },
        invocations: [
          { executionSuccessful: conclusive, toolExecutionNotifications: conclusive ? [] : [notification] },
        ],
        results: outcome.findings.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: rules.indexOf(finding.rule),
          level: levels[finding.severity],
          message: { text: finding.message },
          locations: location(finding),
        })),
      },
    ],
  };
}
