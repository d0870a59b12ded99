const hour = 3_600_000;

/** How far back one can look, in milliseconds. */
export const spans = { "24h": 24 * hour, "7d": 168 * hour, "30d": 720 * hour } as const;
export const spanNames = ["24h", "7d", "30d"] as const;
export type SpanName = (typeof spanNames)[number];

const spanLabels: Record<SpanName, string> = { "24h": "24 h", "7d": "7 days", "30d": "30 days" };

/** The spans as choices. */
export const spanOptions = spanNames.map((value) => ({ value, label: spanLabels[value] }));
