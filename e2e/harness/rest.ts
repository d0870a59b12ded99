import type { z } from "zod";
import { sharedSystem } from "./shared.ts";

/** Asks the Meta Hub's REST API with the local admin key, and checks that the answer has the contract's shape. */
export async function getJson<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
  const { url, adminKey } = await sharedSystem();
  const response = await fetch(url + path, { headers: { "x-api-key": adminKey } });
  if (!response.ok) throw new Error(`GET ${path} answers ${response.status}: ${await response.text()}`);
  return schema.parse(await response.json());
}
