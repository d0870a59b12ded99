import type { Pool, PoolClient } from "pg";
import { inTransaction } from "../../../platform/transaction.ts";
import { type FileReading, type ReadResult, readingRules } from "../source/readSource.ts";

/** Stores what a batch of files gave, in one transaction of few statements, however many files. */
export async function storeReadings(pool: Pool, results: readonly ReadResult[]): Promise<void> {
  const readings = results.flatMap((result) => (result.outcome === "read" ? [result.reading] : []));
  const same = results.flatMap((result) => (result.outcome === "same" ? [result] : []));
  if (readings.length === 0 && same.length === 0) return;
  await inTransaction(pool, async (client) => {
    if (same.length > 0) {
      await client.query(
        `update "SourceFile" f set stamp = n.stamp from unnest($1::text[], $2::text[]) n(path, stamp) where f.path = n.path`,
        [same.map(({ path }) => path), same.map(({ stamp }) => stamp)],
      );
    }
    if (readings.length > 0) await storeRead(client, readings);
  });
}

async function storeRead(client: PoolClient, readings: readonly FileReading[]): Promise<void> {
  const paths = readings.map(({ path }) => path);
  await client.query(
    `insert into "SourceFile" (path, language, size, hash, lines, skipped, stamp, rules, specifiers)
     select path, language, size, hash, lines, skipped, stamp, $8,
            coalesce((select array_agg(value) from jsonb_array_elements_text(specifiers) value), '{}')
     from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::int[], $6::text[], $7::text[], $9::jsonb[])
       n(path, language, size, hash, lines, skipped, stamp, specifiers)
     on conflict (path) do update set language = excluded.language, size = excluded.size, hash = excluded.hash,
       lines = excluded.lines, skipped = excluded.skipped, stamp = excluded.stamp, rules = excluded.rules,
       specifiers = excluded.specifiers`,
    [
      paths,
      readings.map(({ language }) => language),
      readings.map(({ size }) => size),
      readings.map(({ hash }) => hash),
      readings.map(({ lines }) => lines),
      readings.map(({ skipped }) => skipped),
      readings.map(({ stamp }) => stamp),
      readingRules,
      readings.map(({ specifiers }) => JSON.stringify(specifiers)),
    ],
  );
  await client.query(`delete from "CodeSymbol" where path = any($1)`, [paths]);
  await client.query(`delete from "CodeTask" where path = any($1)`, [paths]);

  const symbols = readings.flatMap(({ path, symbols }) => symbols.map((symbol) => ({ path, ...symbol })));
  if (symbols.length > 0) {
    await client.query(
      `insert into "CodeSymbol" (path, kind, name, line, "endLine")
       select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[])`,
      [
        symbols.map(({ path }) => path),
        symbols.map(({ kind }) => kind),
        symbols.map(({ name }) => name),
        symbols.map(({ line }) => line),
        symbols.map(({ endLine }) => endLine),
      ],
    );
  }
  const tasks = readings.flatMap(({ path, tasks }) => tasks.map((task) => ({ path, ...task })));
  if (tasks.length > 0) {
    await client.query(
      `insert into "CodeTask" (path, tag, text, line) select * from unnest($1::text[], $2::text[], $3::text[], $4::int[])`,
      [
        tasks.map(({ path }) => path),
        tasks.map(({ tag }) => tag),
        tasks.map(({ text }) => text),
        tasks.map(({ line }) => line),
      ],
    );
  }
}
