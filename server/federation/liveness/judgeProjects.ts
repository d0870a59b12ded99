import type { PoolClient } from "pg";
import type { Policy } from "../../../contracts/config.ts";
import { numberArray, textArray } from "../arrayLiteral.ts";
import { recordHistory } from "../catalog/recordHistory.ts";
import { type ProjectSample, recordSamples } from "../metrics/recordSamples.ts";
import { lockRiskFacts } from "../risk/facts.ts";
import { toRiskSamples } from "../risk/toRiskSamples.ts";
import { followStatus, type Steadiness } from "./flapping.ts";
import { readStanding, type Standing, thresholdsOf } from "./readStanding.ts";
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

type Next = { standing: Standing; steadiness: Steadiness; verdict: Verdict; lastBeatAt: Date | null };

function judge(standing: Standing, { policy, now, heard }: Judgement): Next {
  const raw = judgeStatus({ hubs: standing.hubs, thresholds: thresholdsOf(standing, policy.liveness), now });
  const known: Steadiness = {
    judged: standing.judgedStatus,
    changes: (standing.statusChanges ?? []).map((change) => change.getTime()),
    flappingSince: standing.flappingSince?.getTime() ?? null,
    beats: standing.steadyBeats,
  };
  const sinceBeat = now.getTime() - (standing.lastBeatAt?.getTime() ?? 0);
  const beat = heard?.has(standing.id) === true && sinceBeat >= beatGapMs;
  const next = followStatus(known, { verdict: raw, beat, at: now.getTime() }, policy.flapping);
  // Only the beats of a flapping project are counted, so only its moments are written.
  const lastBeatAt = beat && next.steadiness.flappingSince !== null ? now : standing.lastBeatAt;
  // Its first beat ever is a beginning, not a return.
  const judged = standing.hubs.length === 0 ? null : next.steadiness.judged;
  return { standing, verdict: next.verdict, steadiness: { ...next.steadiness, judged }, lastBeatAt };
}

function isChanged({ standing, verdict, steadiness, lastBeatAt }: Next): boolean {
  return (
    standing.held ||
    verdict.status !== standing.status ||
    verdict.reason !== standing.statusReason ||
    steadiness.judged !== standing.judgedStatus ||
    steadiness.beats !== standing.steadyBeats ||
    steadiness.flappingSince !== (standing.flappingSince?.getTime() ?? null) ||
    lastBeatAt !== standing.lastBeatAt
  );
}

/** What its history shows: whatever changes besides is how it came to be. */
function isTransition({ standing, verdict, steadiness }: Next): boolean {
  const flapped = (steadiness.flappingSince === null) !== (standing.flappingSince === null);
  return standing.held || flapped || verdict.status !== standing.status;
}

/**
 * Judges projects as they were read, and stores what changed: where something did, one lock (every writer locks
 * projects in the same order) and one update. Every change of status leaves a `status` sample, its place in the
 * history and the risk that follows from it, in the same transaction. The partition of `now` must exist.
 *
 * @returns the projects that changed.
 */
export async function judgeStandings(
  client: PoolClient,
  standings: readonly Standing[],
  judgement: Judgement,
): Promise<number[]> {
  const { policy, now } = judgement;
  const changes = standings.map((standing) => judge(standing, judgement)).filter(isChanged);
  if (changes.length === 0) return [];
  const ids = changes.map(({ standing }) => standing.id);
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
      numberArray(changes.map(({ standing }) => standing.lastSeenAt?.getTime() ?? null)),
      textArray(changes.map(({ steadiness }) => steadiness.judged)),
      textArray(changes.map(({ steadiness }) => JSON.stringify(steadiness.changes))),
      numberArray(changes.map(({ steadiness }) => steadiness.flappingSince)),
      numberArray(changes.map(({ steadiness }) => steadiness.beats)),
      numberArray(changes.map(({ lastBeatAt }) => lastBeatAt?.getTime() ?? null)),
      now,
    ],
  });
  const changed = new Set(updated.rows.map(({ id }) => id));
  const stored = changes.filter(({ standing }) => changed.has(standing.id));
  await recordHistory(
    client,
    stored.filter(isTransition).map(({ standing }) => standing.id),
    now,
  );
  await recordTransitions(
    client,
    stored.filter(({ standing, verdict }) => verdict.status !== standing.status),
    policy,
    now,
  );
  return [...changed];
}

async function recordTransitions(client: PoolClient, transitions: readonly Next[], policy: Policy, now: Date) {
  const facts = await lockRiskFacts(
    client,
    transitions.map(({ standing }) => standing.id),
  );
  const samples: ProjectSample[] = [
    ...transitions.map(({ standing, verdict }) => ({
      projectId: standing.id,
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
  return await judgeStandings(client, await readStanding(client, ids), judgement);
}
