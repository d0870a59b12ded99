import type { ActionCatalogRow } from "../../../contracts/actions.ts";
import { actions } from "./registry.ts";

/** Every action there is, for people to choose from. */
export const listCatalog = (): ActionCatalogRow[] => actions.map(({ subject: _, ...shown }) => shown);
