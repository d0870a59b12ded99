/** The key in `X-API-Key` or `Authorization: Bearer`, or null when there is neither. Used by both kinds of hub. */
export function presentedKey(headers: Headers): string | null {
  const apiKey = headers.get("x-api-key")?.trim();
  if (apiKey) return apiKey;
  return /^Bearer +(\S+)$/i.exec(headers.get("authorization")?.trim() ?? "")?.[1] ?? null;
}
