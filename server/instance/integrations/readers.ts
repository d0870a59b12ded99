import type { SourceName, SourceReader } from "./source.ts";
import { readAccessLog } from "./sources/accessLog.ts";
import { readCompose } from "./sources/compose.ts";
import { readEnvNames } from "./sources/envNames.ts";
import { readManifests } from "./sources/manifest.ts";
import { readSchemaRefs } from "./sources/schemaRefs.ts";

/** Who reads which source. A new source is one schema in `contracts/config.ts` and one entry here. */
export const readers: { [Name in SourceName]: SourceReader<Name> } = {
  "access-log": readAccessLog,
  manifest: readManifests,
  "schema-refs": readSchemaRefs,
  compose: readCompose,
  "env-names": readEnvNames,
};
