import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../platform/errors.ts";
import { type Deploy, environmentName } from "./deploy.ts";

const maxBytes = 1024 * 1024;

const deploy = z.object({
  environment: z.string().trim().min(1).max(120),
  version: z.string().trim().min(1).max(120),
  deployedAt: z.iso.datetime({ offset: true }),
});
const deploysFile = z.object({ deploys: z.array(deploy).max(10_000) });

/**
 * Reads `deploys.json` at the repository's root: `{ "deploys": [{ "environment": "prod", "version": "1.4.2",
 * "deployedAt": "2026-11-21T09:12:00Z" }] }`, in any order; other fields are ignored. No such file is no deploys.
 *
 * @throws AppError `invalid_input` naming the place of the first mistake.
 */
export async function readDeploysFile({ root }: { root: string }): Promise<Deploy[]> {
  const file = Bun.file(join(root, "deploys.json"));
  if (!(await file.exists())) return [];
  if (file.size > maxBytes) throw new AppError("invalid_input", "deploys.json is larger than 1 MiB");
  return parseDeploys(await file.text());
}

/** The deploys in the text of a `deploys.json`. Throws like `readDeploysFile`. */
export function parseDeploys(text: string): Deploy[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_input", "deploys.json is not JSON", { cause });
  }
  const result = deploysFile.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new AppError("invalid_input", `deploys.json: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  return result.data.deploys.map((entry) => ({
    environment: environmentName(entry.environment),
    version: entry.version,
    deployedAt: new Date(entry.deployedAt),
  }));
}
