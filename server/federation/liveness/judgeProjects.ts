import type { PoolClient } from "pg";
import type { Policy } from "../../../contracts/config.ts";
import { numberArray, textArray } from "../arrayLiteral.ts";
import { recordHistory } from "../catalog/recordHistory.ts";
import { type ProjectSample, recordSamples } from "../metrics/recordSamples.ts";
import { lockRiskFacts } from "../risk/facts.ts";
import { toRiskSamples } from "../risk/toRiskSamples.ts";
import { followStatus, type Steadiness } from "./flapping.ts";
import { type LivenessState, readStates, thresholdsOf } from "./livenessState.ts";
import { judgeStatus, type Verdict } from "./status.ts";

/** What is judged: by which policy, when, and the projects just heard. */
export type Judgement = { policy: Policy; now: Date; heard?: ReadonlySet<number> };

/** Beats nearer to each other are one: a project with several hubs must not seem steadier for it. */
const beatGapMs = 10_000;

/** A project that was heard since it was read is left alone: the next look will see it. */
const update = `
update "ProjectCatalog" project set
  status = fresh.status, "statusReason" = fresh.reason, held = false,
  "statusSince" = case when project.status = fresh.status then project."statusSince" else $10 end,
  "judgedStatus" = fresh.judged,
  "statusChanges" = array(select to_timestamp(change::float8 / 1000) from jsonb_array_elements_text(fresh.changes::jsonb) change),
  flapping = fresh."flappingSince" is not null, "flappingSince" = to_timestamp(fresh."flappingSince" / 1000),
  "steadyBeats" = fresh.beats, "lastBeatAt" = to_timestamp(fresh."beatAt" / 1000)
from unnest($1::int[], $2::text[], $3::text[], $4::float8[], $5::text[], $6::text[], $7::float8[], $8::int[], $9::float8[])
  as fresh (id, status, reason, "lastSeenAt", judged, changes, "flappingSince", beats, "beatAt")
where project.id = fresh.id
  and project."lastSeenAt" is not distinct from to_timestamp(fresh."lastSeenAt" / 1000)
returning project.id`;

type Next = { state: LivenessState; steadiness: Steadiness; verdict: Verdict; lastBeatAt: Date | null };

function judge(state: LivenessState, { policy, now, heard }: Judgement): Next {
  const raw = judgeStatus({ hubs: state.hubs, thresholds: thresholdsOf(state, policy.liveness), now });
  const known: Steadiness = {
    judged: state.judgedStatus,
    changes: (state.statusChanges ?? []).map((change) => change.getTime()),
    flappingSince: state.flappingSince?.getTime() ?? null,
    beats: state.steadyBeats,
  };
  const sinceBeat = now.getTime() - (state.lastBeatAt?.getTime() ?? 0);
  const beat = heard?.has(state.id) === true && sinceBeat >= beatGapMs;
  const next = followStatus(known, { verdict: raw, beat, at: now.getTime() }, policy.flapping);
  // Only the beats of a flapping project are counted, so only its moments are written.
  const lastBeatAt = beat && next.steadiness.flappingSince !== null ? now : state.lastBeatAt;
  // Its first beat ever is a beginning, not a return.
  const judged = state.hubs.length === 0 ? null : next.steadiness.judged;
  return { state, verdict: next.verdict, steadiness: { ...next.steadiness, judged }, lastBeatAt };
}

function isChanged({ state, verdict, steadiness, lastBeatAt }: Next): boolean {
  return (
    state.held ||
    verdict.status !== state.status ||
    verdict.reason !== state.statusReason ||
    steadiness.judged !== state.judgedStatus ||
    steadiness.beats !== state.steadyBeats ||
    steadiness.flappingSince !== (state.flappingSince?.getTime() ?? null) ||
    lastBeatAt !== state.lastBeatAt
  );
}

/** What its history shows: whatever changes besides is how it came to be. */
function isTransition({ state, verdict, steadiness }: Next): boolean {
  const flapped = (steadiness.flappingSince === null) !== (state.flappingSince === null);
  return state.held || flapped || verdict.status !== state.status;
}

/**
 * Judges projects as they were read, and stores what changed: where something did, one lock (every writer locks
 * projects in the same order) and one update. Every change of status leaves a `status` sample, its place in the
 * history and the risk that follows from it, in the same transaction. The partition of `now` must exist.
 *
 * @returns the projects that changed.
 */
export async function judgeStates(
  client: PoolClient,
  states: readonly LivenessState[],
  judgement: Judgement,
): Promise<number[]> {
  const { policy, now } = judgement;
  const changes = states.map((state) => judge(state, judgement)).filter(isChanged);
  if (changes.length === 0) return [];
  const ids = changes.map(({ state }) => state.id);
  await client.query({
    name: "lock-projects",
    text: 'select from "ProjectCatalog" where id = any($1) order by id for no key update',
    values: [numberArray(ids)],
  });
  const updated = await client.query<{ id: number }>({
    name: "update-statuses",
    text: update,
    values: [
      numberArray(ids),
      textArray(changes.map(({ verdict }) => verdict.status)),
      textArray(changes.map(({ verdict }) => verdict.reason)),
      numberArray(changes.map(({ state }) => state.lastSeenAt?.getTime() ?? null)),
      textArray(changes.map(({ steadiness }) => steadiness.judged)),
      textArray(changes.map(({ steadiness }) => JSON.stringify(steadiness.changes))),
      numberArray(changes.map(({ steadiness }) => steadiness.flappingSince)),
      numberArray(changes.map(({ steadiness }) => steadiness.beats)),
      numberArray(changes.map(({ lastBeatAt }) => lastBeatAt?.getTime() ?? null)),
      now,
    ],
  });
  const changed = new Set(updated.rows.map(({ id }) => id));
  const stored = changes.filter(({ state }) => changed.has(state.id));
  await recordHistory(
    client,
    stored.filter(isTransition).map(({ state }) => state.id),
    now,
  );
  await recordTransitions(
    client,
    stored.filter(({ state, verdict }) => verdict.status !== state.status),
    policy,
    now,
  );
  return [...changed];
}

async function recordTransitions(client: PoolClient, transitions: readonly Next[], policy: Policy, now: Date) {
  const facts = await lockRiskFacts(
    client,
    transitions.map(({ state }) => state.id),
  );
  const samples: ProjectSample[] = [
    ...transitions.map(({ state, verdict }) => ({
      projectId: state.id,
      key: "status",
      value: verdict.status,
      observedAt: now.getTime(),
    })),
    ...facts.flatMap((fact) => toRiskSamples(fact, policy.risk.weights, now)),
  ];
  await recordSamples(client, samples, policy.metrics.windowSeconds);
}

/** Reads and judges the given projects. @returns those that changed. */
export async function judgeProjects(
  client: PoolClient,
  ids: readonly number[],
  judgement: Judgement,
): Promise<number[]> {
  return await judgeStates(client, await readStates(client, ids), judgement);
}
