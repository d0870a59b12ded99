import { lintSource } from "@secretlint/core";
import { secretLintProfiler } from "@secretlint/profiler";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { type AuditInput, forEachFile } from "../auditInput.ts";
import type { AuditPart, Finding } from "../finding.ts";
import { readText } from "../readText.ts";

// Left on, it keeps some sixty entries for every file it has seen, forever: a gigabyte for 50,000 files.
secretLintProfiler.setEnabled(false);

const maxBytes = 1024 * 1024;
const preset = "@secretlint/secretlint-rule-preset-recommend";
const config = { rules: [{ id: preset, rule: creator, options: {}, rules: [] }] };

/** `PostgreSQLConnection` in words: `PostgreSQL connection`. */
const inWords = (id: string) =>
  id.replace(/([A-Za-z])([A-Z][a-z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);

/**
 * Secrets in a text, by secretlint's recommended rules. Its own messages repeat the secret, so nothing of them is used:
 * a finding is made from the rule and the place alone.
 */
async function secretsIn(text: string, path: string): Promise<Finding[]> {
  const extension = /\.[^./]+$/.exec(path)?.[0] ?? "";
  const source = { content: text, filePath: path, contentType: "text", ext: extension } as const;
  const { messages } = await lintSource({ source, options: { config, maskSecrets: true, noPhysicFilePath: true } });
  return messages.map(({ ruleId, messageId, loc }) => ({
    rule: `secret/${ruleId.replace("@secretlint/secretlint-rule-", "")}`,
    severity: "critical",
    message: `This looks like a secret: ${inWords(messageId)}. Take it out of the repository and revoke it.`,
    path,
    line: loc.start.line,
    excerpt: "[redacted]",
  }));
}

/** Looks for secrets in every text file of at most 1 MiB; larger and binary ones are counted as skipped. */
export async function findSecrets(input: AuditInput): Promise<AuditPart> {
  const findings: Finding[] = [];
  const unread: string[] = [];
  let [read, skipped] = [0, 0];
  await forEachFile(input, async (file) => {
    const text = await readText(input.root, file, maxBytes);
    if (text === null) {
      skipped += 1;
      return;
    }
    read += 1;
    try {
      findings.push(...(await secretsIn(text, file)));
    } catch {
      // What a rule throws may quote the text, so it goes nowhere.
      unread.push(file);
    }
  });
  return {
    findings,
    inconclusive: unread.length > 0 ? [`secrets: ${unread.length} files could not be checked, first ${unread[0]}`] : [],
    counts: { secrets: findings.length, filesRead: read, filesSkipped: skipped },
  };
}
