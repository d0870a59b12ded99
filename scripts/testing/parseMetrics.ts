/** One metric of the text format of Prometheus: its samples by name and labels, as they are written. */
export type MetricFamily = {
  help: string;
  type: "counter" | "gauge" | "histogram";
  samples: { name: string; labels: Record<string, string>; value: number }[];
};

const metadata = /^# (HELP|TYPE|UNIT) ([a-z][a-z0-9_]*) (.+)$/;
const sample = /^([a-z][a-z0-9_]*)(?:\{(.*)\})? (\S+)$/;
const label = /([a-z_][a-z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/gy;
const types = ["counter", "gauge", "histogram"] as const;

function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  label.lastIndex = 0;
  let end = 0;
  for (let found = label.exec(text); found !== null; found = label.exec(text)) {
    const [, name = "", value = ""] = found;
    if (name in labels) throw new Error(`label ${name} twice in ${text}`);
    labels[name] = value;
    end = label.lastIndex;
  }
  if (end !== text.length) throw new Error(`labels are malformed: ${text}`);
  return labels;
}

function parseValue(text: string): number {
  const value = text === "+Inf" ? Number.POSITIVE_INFINITY : Number(text);
  if (text === "" || Number.isNaN(value)) throw new Error(`not a value: ${text}`);
  return value;
}

/**
 * Parses the text format, version 0.0.4, as strictly as its description: HELP and TYPE once before a metric's samples,
 * which stand together, no series twice, and histograms whose buckets add up.
 *
 * @throws at the first thing that is wrong.
 */
export function parseMetrics(text: string): Map<string, MetricFamily> {
  if (!text.endsWith("\n")) throw new Error("the last line does not end");
  const families = new Map<string, MetricFamily>();
  const help = new Map<string, string>();
  const series = new Set<string>();
  let current: { name: string; family: MetricFamily } | undefined;
  for (const line of text.slice(0, -1).split("\n")) {
    const [, keyword, named = "", rest = ""] = metadata.exec(line) ?? [];
    if (keyword === "HELP") {
      if (help.has(named)) throw new Error(`HELP twice for ${named}`);
      help.set(named, rest);
    } else if (keyword === "TYPE") {
      const type = types.find((each) => each === rest);
      if (type === undefined || families.has(named)) throw new Error(`bad TYPE: ${line}`);
      current = { name: named, family: { help: help.get(named) ?? "", type, samples: [] } };
      families.set(named, current.family);
    } else if (keyword === undefined) {
      const [whole, name = "", labelText = "", value = ""] = sample.exec(line) ?? [];
      if (whole === undefined || current === undefined) throw new Error(`not a sample: ${line}`);
      const suffix = name.slice(current.name.length);
      const allowed = current.family.type === "histogram" ? ["_bucket", "_sum", "_count"] : [""];
      if (!name.startsWith(current.name) || !allowed.includes(suffix)) {
        throw new Error(`${name} does not belong to ${current.name}`);
      }
      const labels = parseLabels(labelText);
      const identity = name + JSON.stringify(Object.entries(labels).sort());
      if (series.has(identity)) throw new Error(`twice: ${line}`);
      series.add(identity);
      current.family.samples.push({ name, labels, value: parseValue(value) });
    }
  }
  for (const [name, family] of families) if (family.type === "histogram") checkHistogram(name, family);
  return families;
}

/** In each series the buckets grow, and the last, which has no bound, holds them all. */
function checkHistogram(name: string, { samples }: MetricFamily): void {
  for (const { labels, value: count } of samples.filter((each) => each.name === `${name}_count`)) {
    const buckets = samples.filter(
      (each) =>
        each.name === `${name}_bucket` && Object.entries(labels).every(([key, value]) => each.labels[key] === value),
    );
    const bounds = buckets.map((bucket) => parseValue(bucket.labels.le ?? ""));
    const grows = (values: number[]) =>
      values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0));
    const last = buckets.at(-1);
    if (!grows(bounds) || !grows(buckets.map(({ value }) => value))) throw new Error(`buckets of ${name} do not grow`);
    if (last?.labels.le !== "+Inf" || last.value !== count) throw new Error(`buckets of ${name} do not add up`);
  }
}
