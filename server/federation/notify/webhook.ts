import type { WebhookConfig } from "../../../contracts/config.ts";
import { maxSignatures } from "../../../contracts/envelope.ts";
import { httpUrl } from "../../../contracts/names.ts";
import { UserError } from "../../platform/errors.ts";

/** A webhook ready for use. Its address and keys are secrets: neither may be logged, stored or shown. */
export type Webhook = { name: string; url: string; format: WebhookConfig["format"]; keys: Uint8Array[] };

/** The environment variables that the webhooks of a policy name. */
export const secretNamesOf = (configs: readonly WebhookConfig[]): string[] =>
  configs.flatMap(({ urlEnv, secretEnv }) => [urlEnv, secretEnv].filter((name) => name !== undefined));

/**
 * The bytes of a signing secret: `whsec_` and 24 to 64 bytes in base64, as Standard Webhooks has it. During a rotation
 * several, the new one first, with a space between them. Null when the text is not that.
 */
export function decodeSecrets(text: string): Uint8Array[] | null {
  const keys = text.split(" ").map((part) => {
    const [, base64 = ""] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(part) ?? [];
    return new Uint8Array(Buffer.from(base64, "base64"));
  });
  return keys.length <= maxSignatures && keys.every(({ length }) => length >= 24 && length <= 64) ? keys : null;
}

/**
 * Joins the policy's webhooks with the secrets they name.
 *
 * @param secrets the values of `secretNamesOf`, by name.
 * @throws UserError that names the variable, and never its value.
 */
export function prepareWebhooks(configs: readonly WebhookConfig[], secrets: ReadonlyMap<string, string>): Webhook[] {
  return configs.map(({ name, url, urlEnv, format, secretEnv }) => {
    const address = httpUrl.safeParse(url ?? secrets.get(urlEnv ?? ""));
    if (!address.success) throw new UserError(`${urlEnv ?? name}: must be an http or https address.`);
    const keys = secretEnv === undefined ? [] : decodeSecrets(secrets.get(secretEnv) ?? "");
    if (keys === null) {
      throw new UserError(`${secretEnv}: must be whsec_ and 24 to 64 bytes in base64, as Standard Webhooks has it.`);
    }
    return { name, url: address.data, format, keys };
  });
}
