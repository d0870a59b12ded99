/** Series by name, as promtool writes their values: a minute from one to the next, `_` where there is none. */
export type Series = Record<string, string>;

const meta = 'job="meta-hub", instance="meta"';
const veria = 'job="project-hub", instance="veria"';
const up = `up{${meta}}`;
const requests = (code: number) =>
  `http_server_request_duration_seconds_count{${meta}, http_response_status_code="${code}"}`;
const pending = `fed_ingest_pending_events{${meta}}`;
const stream = `fed_stream_bytes{${meta}}`;
const projects = (status: string) => `fed_projects{${meta}, status="${status}", origin="declared"}`;
const verified = `fed_verifier_last_check_timestamp_seconds{${meta}}`;
const sweep = `fed_last_sweep_timestamp_seconds{${meta}, action="fed.audit.security.sweep"}`;
const alerts = `fed_alerts{${meta}, rule="offline", severity="critical", status="open", silenced="false"}`;
const silenced = alerts.replace("false", "true");

/** Two hours of a federation that is well. The clock of these series begins at 0. */
export const well: Series = {
  [up]: "1x120",
  [`up{${veria}}`]: "1x120",
  [`fed_database_up{${meta}}`]: "1x120",
  [`fed_mesh_connected{${meta}}`]: "1x120",
  [`fed_blind{${meta}}`]: "0x120",
  [`process_event_loop_lag_seconds{${meta}}`]: "0.01x120",
  [`process_start_time_seconds{${meta}}`]: "0x120",
  [requests(200)]: "0+100x120",
  [requests(500)]: "0+1x120",
  [pending]: "0 10 0 20x117",
  [`fed_ingest_batch_events_count{${meta}, path="stream"}`]: "0+60x120",
  [`fed_ingest_batch_events_count{${meta}, path="core"}`]: "0+60x120",
  [`fed_ingest_failed_batches_total{${meta}, path="stream"}`]: "0x120",
  [`fed_ingest_rejected_events_total{${meta}, path="stream"}`]: "0x120",
  [`fed_ingest_missing_events{${meta}}`]: "0x120",
  [stream]: "0+20x40 500x79",
  [`fed_stream_limit_bytes{${meta}}`]: "1000x120",
  [projects("online")]: "9x120",
  [projects("offline")]: "1x120",
  [alerts]: "0x120",
  [silenced]: "1x120",
  [sweep]: "0x120",
  [`fed_action_targets{${meta}, state="failed"}`]: "0x120",
  [`fed_notification_deliveries{${meta}, state="pending"}`]: "0 1 0 1 0x116",
  [verified]: "0+60x120",
  [`hub_mesh_connected{${veria}}`]: "1x120",
  [`hub_outbox_pending_events{${veria}}`]: "0x120",
  [`hub_untold_results{${veria}}`]: "0x120",
};

/** What rings, and from which of the two hours' minutes to the next it does not ring yet. */
export const cases: { because: string; changed: Series; after: number; rings: string[] }[] = [
  {
    because: "the only Meta Hub is gone",
    changed: { [up]: "0x120" },
    ...{ after: 2, rings: ["MetaHubDown", "MetaHubsAllDown"] },
  },
  {
    because: "one of two Meta Hubs is gone",
    changed: { 'up{job="meta-hub", instance="meta-2"}': "0x120" },
    ...{ after: 2, rings: ["MetaHubDown"] },
  },
  { because: "Prometheus knows no Meta Hub", changed: { [up]: "_x120" }, after: 2, rings: ["MetaHubsAllDown"] },
  {
    because: "the database is gone, and what is read from it",
    changed: { [`fed_database_up{${meta}}`]: "0x120" },
    ...{ after: 1, rings: ["FederationDatabaseDown"] },
  },
  {
    because: "the mesh is gone",
    changed: { [`fed_mesh_connected{${meta}}`]: "0x120" },
    ...{ after: 1, rings: ["FederationMeshDown"] },
  },
  {
    because: "too little is heard",
    changed: { [`fed_blind{${meta}}`]: "1x120" },
    after: 2,
    rings: ["FederationBlind"],
  },
  {
    because: "the event loop is late",
    changed: { [`process_event_loop_lag_seconds{${meta}}`]: "0.8x120" },
    ...{ after: 5, rings: ["FederationEventLoopSlow"] },
  },
  {
    because: "a tenth of the requests fails",
    changed: { [requests(500)]: "0+11x120" },
    ...{ after: 6, rings: ["FederationRequestsFail"] },
  },
  {
    because: "events wait, and only signs of life are taken in",
    changed: { [`fed_ingest_batch_events_count{${meta}, path="stream"}`]: "7x120", [pending]: "20x120" },
    ...{ after: 5, rings: ["FederationIngestStopped"] },
  },
  {
    because: "events wait since the start",
    changed: { [`fed_ingest_batch_events_count{${meta}, path="stream"}`]: "_x120", [pending]: "20x120" },
    ...{ after: 5, rings: ["FederationIngestStopped"] },
  },
  {
    because: "more waits than is taken in",
    changed: { [pending]: "9000x120" },
    ...{ after: 5, rings: ["FederationIngestLag"] },
  },
  {
    because: "the stream is nearly full",
    changed: { [stream]: "950x120" },
    ...{ after: 5, rings: ["FederationStreamFull"] },
  },
  {
    because: "batches fail",
    changed: { [`fed_ingest_failed_batches_total{${meta}, path="stream"}`]: "0+60x120" },
    ...{ after: 6, rings: ["FederationBatchesFail"] },
  },
  {
    because: "messages are refused",
    changed: { [`fed_ingest_rejected_events_total{${meta}, path="stream"}`]: "0+2x120" },
    ...{ after: 11, rings: ["FederationQuarantineRising"] },
  },
  {
    because: "events are missing",
    changed: { [`fed_ingest_missing_events{${meta}}`]: "2x120" },
    ...{ after: 0, rings: ["FederationEventsMissing"] },
  },
  {
    because: "a third of the projects is offline",
    changed: { [projects("offline")]: "5x120" },
    ...{ after: 10, rings: ["FederationProjectsOffline"] },
  },
  {
    because: "nobody has acknowledged a critical alert",
    changed: { [alerts]: "1x120" },
    ...{ after: 15, rings: ["FederationCriticalAlertOpen"] },
  },
  {
    because: "the last sweep was nine days ago",
    changed: { [sweep]: `-${9 * 86_400}x120` },
    ...{ after: 0, rings: ["FederationSweepOverdue"] },
  },
  {
    because: "an action failed",
    changed: { [`fed_action_targets{${meta}, state="failed"}`]: "1x120" },
    ...{ after: 5, rings: ["FederationActionsFail"] },
  },
  {
    because: "a webhook takes nothing",
    changed: { [`fed_notification_deliveries{${meta}, state="pending"}`]: "1x120" },
    ...{ after: 0, rings: ["FederationNotificationsStuck"] },
  },
  {
    because: "no endpoint is tried any more",
    changed: { [verified]: "0x120" },
    ...{ after: 36, rings: ["FederationVerifierStopped"] },
  },
  {
    because: "no endpoint was ever tried",
    changed: { [verified]: "_x120" },
    ...{ after: 36, rings: ["FederationVerifierStopped"] },
  },
  { because: "a project hub is gone", changed: { [`up{${veria}}`]: "0x120" }, after: 5, rings: ["ProjectHubDown"] },
  {
    because: "the broker does not know a project hub's key",
    changed: { [`hub_mesh_connected{${veria}}`]: "0x120" },
    ...{ after: 5, rings: ["ProjectHubMeshDown"] },
  },
  {
    because: "a project hub cannot tell",
    changed: { [`hub_outbox_pending_events{${veria}}`]: "3x120" },
    ...{ after: 0, rings: ["ProjectHubCannotTell"] },
  },
];
