/** One import as it is written in a file. `to` is a path from the project's root, or a package's name. */
export type ImportFound = { from: string; to: string; typeOnly: boolean };

/** A rule of the house: which imports it is about, which of those it refuses, and why. */
type ImportRule = {
  reason: string;
  from: RegExp;
  refuses: (found: ImportFound) => boolean;
};

const isTest = /\.(test|e2e)\.tsx?$/;
const into =
  (...folders: string[]) =>
  ({ to }: ImportFound) =>
    folders.some((folder) => to.startsWith(folder));

/** Which parts may know of which. Types count as well as values, unless a rule says otherwise. */
export const importRules: readonly ImportRule[] = [
  {
    reason: "contracts/ is what everybody shares, so it knows nothing but zod and itself",
    from: /^contracts\/(?!client\.ts$)/,
    refuses: ({ from, to }) =>
      !(
        to === "zod" ||
        to.startsWith("contracts/") ||
        (isTest.test(from) && (!isOwn(to) || to.startsWith("scripts/testing/")))
      ),
  },
  {
    reason: "contracts/client.ts is browser-safe: zod, @trpc/client, the contracts and the type of the router",
    from: /^contracts\/client\.ts$/,
    refuses: ({ to, typeOnly }) =>
      !(
        ["zod", "@trpc/client"].includes(to) ||
        to.startsWith("contracts/") ||
        (typeOnly && to.startsWith("server/http/"))
      ),
  },
  {
    reason: "client/ runs in a browser and knows the server only through contracts/",
    from: /^client\//,
    refuses: into("server/", "prisma/"),
  },
  {
    reason: "domains do not know how they are reached: no imports of server/http",
    from: /^server\/(federation|instance|mesh|platform)\//,
    refuses: into("server/http/"),
  },
  {
    reason: "the Meta Hub and an instance share nothing but the mesh and the contracts",
    from: /^server\/federation\//,
    refuses: into("server/instance/", "prisma/instance/"),
  },
  {
    reason: "an instance and the Meta Hub share nothing but the mesh and the contracts",
    from: /^server\/instance\//,
    refuses: into("server/federation/", "prisma/federation/"),
  },
  {
    reason: "what ships does not depend on what builds, starts or tests it",
    from: /^(contracts|client|server)\/(?!.*(\.test\.tsx?$|\/testing\/))/,
    refuses: ({ to }) => /^(scripts|e2e)\/|\/testing\//.test(to),
  },
];

const isOwn = (to: string) => /^(client|server|scripts|e2e|prisma)\//.test(to);

/** Where the process's environment may be read. `server/main.ts` only hands it to `env.ts`. */
export const mayReadEnvironment = /^(server\/platform\/env\.ts|server\/main\.ts|scripts\/.*|e2e\/.*)$/;
