import { z } from "zod";
import { fanoutPermission, httpUrl, hubAddress, integrationKind, meshNamespace, reservedSlugs, slug } from "./names.ts";

const label = z.string().trim().min(1).max(60);
const seconds = z.number().positive().max(86_400);

const liveness = z.strictObject({
  /** Silent for longer than this, strictly, is degraded. */
  degradedAfterSeconds: seconds.default(60),
  /** Silent for longer than this, strictly, is offline. */
  offlineAfterSeconds: seconds.default(90),
});

/** An edge that a person vouches for: it does not age. */
const declaredIntegration = z.strictObject({
  to: slug,
  kind: integrationKind,
  strength: z.number().min(0).max(1).default(1),
  note: z.string().max(500).optional(),
});

/** Where a hub's name may lead besides the public internet: the private ranges too, or this machine only. */
export const projectNetwork = z.enum(["private", "loopback"]);
export type ProjectNetwork = z.infer<typeof projectNetwork>;

/** One entry of `projects.yaml`. */
export const projectDeclaration = z.strictObject({
  slug,
  name: z.string().trim().min(1).max(120),
  hubUrl: hubAddress,
  /** Where people's browsers reach the hub, when that is not where the Meta Hub does; pages are opened there. */
  publicUrl: hubAddress.optional(),
  /** For a `hubUrl` that is a name; an address literal and `localhost` speak for themselves. */
  network: projectNetwork.optional(),
  meshNs: meshNamespace,
  tags: z.array(label).max(50).default([]),
  /** What the Meta Hub may ask of this project. Nothing, unless listed. */
  allowFanout: z.array(fanoutPermission).default([]),
  domain: label.optional(),
  teams: z.array(label).max(50).default([]),
  /** Where the working tree is, when `bun start` runs the hub too. Relative to the folder of this file's folder. */
  root: z.string().min(1).max(4096).optional(),
  integrations: z.array(declaredIntegration).max(500).default([]),
  legacyHeartbeat: z.boolean().default(false),
  liveness: liveness.partial().optional(),
});
export type ProjectDeclaration = z.infer<typeof projectDeclaration>;

function firstRepeated(values: string[]): string | undefined {
  return values.find((value, index) => values.indexOf(value) !== index);
}

/** `projects.yaml`: every project the Meta Hub knows of by name. */
export const projectsConfig = z
  .strictObject({ projects: z.array(projectDeclaration).max(10_000) })
  .superRefine(({ projects }, issues) => {
    for (const field of ["slug", "meshNs"] as const) {
      const repeated = firstRepeated(projects.map((project) => project[field]));
      if (repeated !== undefined) {
        issues.addIssue({ code: "custom", path: ["projects"], message: `${field} "${repeated}" is given twice` });
      }
    }
    for (const [index, project] of projects.entries()) {
      if (reservedSlugs.has(project.slug)) {
        issues.addIssue({
          code: "custom",
          path: ["projects", index, "slug"],
          message: `"${project.slug}" is reserved and cannot be a project`,
        });
      }
      if (project.integrations.some((edge) => edge.to === project.slug)) {
        issues.addIssue({
          code: "custom",
          path: ["projects", index, "integrations"],
          message: `${project.slug} cannot integrate with itself`,
        });
      }
    }
  });
export type ProjectsConfig = z.infer<typeof projectsConfig>;

const weight = z.number().min(0).max(100);

/** The name of an environment variable that holds a secret. Secrets stand in no file. */
const secretName = z.string().regex(/^[A-Z][A-Z0-9_]{0,99}$/, "must be the name of an environment variable");

const webhookUrl = httpUrl.refine(
  (url) => URL.parse(url)?.username === "" && URL.parse(url)?.password === "",
  "holds a password; name an environment variable in urlEnv instead",
);

/** Where alerts are told. `name` is what logs and the outbox call it; the host of `url` unless given. */
const webhookConfig = z
  .strictObject({
    name: label.optional(),
    url: webhookUrl.optional(),
    /** The variable that holds the address, where the address itself is the secret, as Slack's are. */
    urlEnv: secretName.optional(),
    /** Standard Webhooks' JSON, or a message that Slack and those compatible with it show. */
    format: z.enum(["standard", "slack"]).default("standard"),
    /** The variable that holds the signing secret, `whsec_...`; unsigned without. */
    secretEnv: secretName.optional(),
  })
  .refine(({ url, urlEnv }) => (url === undefined) !== (urlEnv === undefined), "needs either url or urlEnv")
  .refine(
    ({ name, url }) => name !== undefined || url !== undefined,
    "needs a name, since it has no url to be called by",
  )
  .transform(({ name, ...webhook }) => ({ ...webhook, name: name ?? URL.parse(webhook.url ?? "")?.host ?? "webhook" }));
export type WebhookConfig = z.output<typeof webhookConfig>;

/** `policy.yaml`: how the Meta Hub judges what it sees. Every value has a default, so an empty file is a policy. */
export const policyConfig = z.strictObject({
  liveness: liveness.prefault({}),
  /** A project that leaves online or comes back to it this often is flapping, until heard this many times in a row. */
  flapping: z
    .strictObject({
      changes: z.number().int().min(2).max(100).default(4),
      withinMinutes: z.number().positive().max(1440).default(10),
      steadyBeats: z.number().int().min(1).max(100).default(3),
    })
    .prefault({}),
  /**
   * So many projects, and such a share of those that are not offline, falling silent within one window: then it is the
   * Meta Hub that hears nothing. While some others are heard, that is believed for `holdMinutes` at most.
   */
  blindness: z
    .strictObject({
      atLeast: z.number().int().min(1).max(10_000).default(3),
      share: z.number().min(0.01).max(1).default(0.5),
      windowSeconds: seconds.default(60),
      holdMinutes: z.number().positive().max(1440).default(15),
    })
    .prefault({}),
  metrics: z
    .strictObject({
      /** Raw samples are kept this long. */
      rawDays: z.number().int().min(1).max(3650).default(30),
      /** Hourly rollups are kept this long. */
      rollupDays: z.number().int().min(1).max(36_500).default(400),
      /** Within one window the latest observation wins. */
      windowSeconds: z.number().int().min(1).max(3600).default(60),
    })
    .prefault({}),
  risk: z
    .strictObject({
      weights: z
        .strictObject({
          security: weight.default(10),
          compliance: weight.default(7.5),
          liveness: weight.default(7.5),
          freshness: weight.default(5),
        })
        .prefault({}),
    })
    .prefault({}),
  integrations: z
    .strictObject({
      /** Evidence loses half of its weight in this time. */
      halfLifeDays: z.number().positive().max(3650).default(7),
      /** A weaker edge is kept, but hidden by default. */
      dormantBelow: z.number().min(0).max(1).default(0.02),
    })
    .prefault({}),
  alerts: z
    .strictObject({
      offlineAfterMinutes: z.number().positive().max(10_080).default(10),
      degradedAfterMinutes: z.number().positive().max(10_080).default(30),
    })
    .prefault({}),
  notifications: z
    .strictObject({
      /** What happens within this time after the first event is told in one message. */
      groupSeconds: z.number().min(0).max(3600).default(30),
      webhooks: z
        .array(webhookConfig)
        .max(20)
        .default([])
        .superRefine((webhooks, issues) => {
          const repeated = firstRepeated(webhooks.map(({ name }) => name));
          if (repeated === undefined) return;
          issues.addIssue({ code: "custom", message: `two webhooks are called "${repeated}"; give each a name` });
        }),
    })
    .prefault({}),
});
export type Policy = z.infer<typeof policyConfig>;

const file = z.string().min(1).max(1024);
/** The licences that ask for no more than a notice. */
const permissiveLicences = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "PostgreSQL",
  "PSF-2.0",
  "Python-2.0",
  "Unlicense",
  "Zlib",
] as const;

const projectByName = z.record(z.string().min(1).max(300), slug);

/** One place in an instance's own repository where integrations can be seen. */
export const integrationSource = z.discriminatedUnion("source", [
  z.strictObject({
    source: z.literal("access-log"),
    path: file,
    format: z.enum(["combined", "json"]).default("combined"),
    /** Hosts that this project's gateway forwards to. */
    upstreams: projectByName.default({}),
    /** User agents that call this project, by product name, such as `veria-gateway`. */
    callers: projectByName.default({}),
  }),
  z.strictObject({ source: z.literal("manifest"), packages: projectByName }),
  z.strictObject({ source: z.literal("schema-refs"), globs: z.array(file).min(1).max(50), ids: projectByName }),
  z.strictObject({ source: z.literal("compose"), path: file, services: projectByName }),
  z.strictObject({ source: z.literal("env-names"), path: file, names: projectByName }),
]);
export type IntegrationSource = z.infer<typeof integrationSource>;

const positive = z.number().int().min(1).max(1_000_000);

/** How an instance's audits judge. Every value has a default, so nothing needs to be given. */
const auditsConfig = z.strictObject({
  security: z
    .strictObject({
      /** A file of advisories for closed networks. Where it exists, no registry is asked. */
      advisories: file.default("advisories.json"),
    })
    .prefault({}),
  codeReview: z
    .strictObject({
      /** A longer file is a finding. */
      maxFileLines: positive.default(500),
      /** A longer function is a finding. */
      maxFunctionLines: positive.default(80),
      /** More tasks in a thousand lines of code than this are a finding. */
      maxTasksPerThousandLines: z.number().min(0).max(1000).default(10),
      /** A smaller share of files with symbols that have a test beside them is a finding, 0..1. */
      minTestedShare: z.number().min(0).max(1).default(0.5),
    })
    .prefault({}),
  license: z
    .strictObject({
      /** SPDX identifiers that dependencies may have. */
      allow: z
        .array(z.string().min(1).max(100))
        .max(500)
        .default([...permissiveLicences]),
      /** Licences that somebody looked up, by package, where no lockfile tells them. */
      known: z.record(z.string().min(1).max(300), z.string().min(1).max(300)).default({}),
    })
    .prefault({}),
});
export type AuditsConfig = z.infer<typeof auditsConfig>;

/** `hub.yaml` in an instance's repository: what the instance tells, and what it obeys. */
export const hubConfig = z.strictObject({
  /** The instance's own allowlist. The Meta Hub's alone is not enough. */
  allowFanout: z.array(fanoutPermission).default([]),
  tools: z.array(label).max(100).default([]),
  integrations: z.array(integrationSource).max(100).default([]),
  audits: auditsConfig.prefault({}),
});
export type HubConfig = z.infer<typeof hubConfig>;
