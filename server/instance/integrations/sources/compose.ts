import { join } from "node:path";
import { lineOf, readInside } from "../../repository/files/readInside.ts";
import { type ComposeService, imageName, isBroker, parseCompose } from "../composeFile.ts";
import { seenInFile, toHint } from "../hint.ts";
import type { Hint, SourceInput } from "../source.ts";
import { serviceStrength } from "../strength.ts";

type Mention = { how: "defined" | "image" | "depends_on" | "environment"; by: string; text: string };

/** A name as a whole word: `events` is not in `user-events`. */
const wordOf = (name: string) => new RegExp(`(?<![A-Za-z0-9_.-])${RegExp.escape(name)}(?![A-Za-z0-9_.-])`);

function mentions(services: ComposeService[], asked: string): Mention[] {
  const host = wordOf(asked);
  return services.flatMap(({ name, image, dependsOn, environment }): Mention[] => [
    ...(name === asked ? [{ how: "defined" as const, by: name, text: image ?? "" }] : []),
    ...(name !== asked && image !== null && imageName(image) === asked
      ? [{ how: "image" as const, by: name, text: image }]
      : []),
    ...dependsOn.filter((other) => other === asked).map((text) => ({ how: "depends_on" as const, by: name, text })),
    ...environment.filter((value) => host.test(value)).map((text) => ({ how: "environment" as const, by: name, text })),
  ]);
}

/** The scheme of an address, so that `nats://events:4222` shows a broker whatever the host is called. */
const schemeOf = (value: string) => /^([a-z]+)(\+[a-z]+)?:\/\//i.exec(value)?.[1] ?? "";

/**
 * Services of another project that this project's compose file runs beside or connects to: by their own entry, by
 * `depends_on` and links, by an address in `environment`, by `image`. Kind queue when the service is a message broker
 * (by its image, its name or the scheme of its address), else api. Addresses themselves are not in the proof, because
 * they may carry passwords.
 */
export async function readCompose(input: SourceInput<"compose">): Promise<Hint[]> {
  const { source, root, slug, now } = input;
  const text = await readInside(root, source.path);
  if (text === null) return [];
  const services = parseCompose(text);
  const seen = await seenInFile(join(root, source.path), now);
  return Object.entries(source.services).flatMap(([asked, to]) => {
    const found = mentions(services, asked);
    if (found.length === 0) return [];
    const words = [asked, ...found.map(({ how, text }) => (how === "environment" ? schemeOf(text) : imageName(text)))];
    const connected = found.some(({ how }) => how === "depends_on" || how === "environment");
    const finding = {
      from: slug,
      to,
      kind: words.some(isBroker) ? ("queue" as const) : ("api" as const),
      strength: serviceStrength(connected),
      source: source.source,
      key: `${source.path}#${asked}`,
      count: found.length,
      ...seen,
      details: {
        file: source.path,
        line: lineOf(text, wordOf(asked)),
        service: asked,
        seenIn: [...new Set(found.map(({ how, by }) => `${by}: ${how}`))].slice(0, 20),
      },
    };
    return [toHint(finding, now)];
  });
}
