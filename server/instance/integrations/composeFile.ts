import { parseDocument } from "yaml";
import { fieldsOf } from "../manifests/manifest.ts";

/** One service of a compose file, as far as it shows what it is joined to. */
export type ComposeService = { name: string; image: string | null; dependsOn: string[]; environment: string[] };

const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : Object.keys(fieldsOf(value)));

function environmentOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map((entry) => String(entry).replace(/^[^=]*=/, ""));
  return Object.values(fieldsOf(value)).map(String);
}

/**
 * The services of a compose file; none when the text is not one. Aliases are resolved within narrow bounds, so that a
 * file that doubles itself endlessly costs nothing. `environment` holds values only for hosts to be looked for in them.
 */
export function parseCompose(text: string): ComposeService[] {
  let whole: unknown;
  try {
    whole = parseDocument(text, { logLevel: "silent" }).toJS({ maxAliasCount: 50 });
  } catch {
    return [];
  }
  return Object.entries(fieldsOf(fieldsOf(whole).services)).map(([name, value]) => {
    const service = fieldsOf(value);
    return {
      name,
      image: typeof service.image === "string" ? service.image : null,
      dependsOn: [...listed(service.depends_on), ...listed(service.links), ...listed(service.external_links)].map(
        (entry) => entry.split(":", 1)[0] ?? entry,
      ),
      environment: environmentOf(service.environment),
    };
  });
}

/** The last part of an image's name, without tag and digest: `ghcr.io/nats/nats-server:2` is `nats-server`. */
export const imageName = (image: string): string =>
  image
    .replace(/[@:][^/]*$/, "")
    .split("/")
    .pop() ?? image;

const brokers =
  /(^|[^a-z])(nats|rabbitmq|kafka|redpanda|redis|valkey|pulsar|mosquitto|emqx|activemq|artemis|nsqd?|beanstalkd|elasticmq|queue|broker|amqps?|mqtts?)([^a-z]|$)/;

/** Whether a name, image or address is that of a message broker. */
export const isBroker = (word: string): boolean => brokers.test(word.toLowerCase());
