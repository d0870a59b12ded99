import type { PoolClient, QueryResultRow } from "pg";
import type { AlertRule, AlertSeverity } from "../../../contracts/alerts.ts";
import type { Policy } from "../../../contracts/config.ts";

/** Something that is wrong now. The same cause has the same fingerprint, however often it is found. */
export type Finding = {
  rule: AlertRule;
  fingerprint: string;
  /** Null where it is about the federation itself. */
  projectId: number | null;
  severity: AlertSeverity;
  title: string;
  /** What is known, with numbers, and what to do. It changes only when the facts do, not with every look. */
  description: string;
};

/** A rule: the one query that reads its facts, and the pure formula that says what of them is wrong at `now`. */
export type RuleDefinition<Facts extends QueryResultRow> = {
  name: AlertRule;
  /** SQL of one statement, however many projects. */
  facts: string;
  /** The statement's parameters; none unless given. */
  values?: (now: Date) => unknown[];
  judge(facts: readonly Facts[], policy: Policy, now: Date): Finding[];
};

/** A rule as a round of alerting uses it, whatever its facts are. */
export type Rule = { name: AlertRule; find(client: PoolClient, policy: Policy, now: Date): Promise<Finding[]> };

/** Joins a rule's query and its formula. */
export function defineRule<Facts extends QueryResultRow>(definition: RuleDefinition<Facts>): Rule & typeof definition {
  const { name, facts, values, judge } = definition;
  return {
    ...definition,
    async find(client, policy, now) {
      const { rows } = await client.query<Facts>({ name: `alert-${name}`, text: facts, values: values?.(now) ?? [] });
      return judge(rows, policy, now);
    },
  };
}
