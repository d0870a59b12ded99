import { deriveActionKey, deriveReceiptKey } from "../../mesh/signing.ts";

/**
 * The keys between the Meta Hub and each instance, newest first. Two of each while keys are being rotated: actions are
 * signed with both, and receipts signed with either are believed.
 */
export type ActionKeys = {
  forActions(slug: string): readonly Buffer[];
  forReceipts(slug: string): readonly Buffer[];
};

type Derive = (root: Uint8Array, slug: string, kid: string) => Buffer;

/** Derives keys from the Meta Hub's root as they are asked for, once each: every attempt and every receipt asks. */
export function createActionKeys(root: Uint8Array, keyIds: readonly string[]): ActionKeys {
  const remembered = (derive: Derive) => {
    const known = new Map<string, readonly Buffer[]>();
    return (slug: string) => {
      const keys = known.get(slug) ?? keyIds.map((kid) => derive(root, slug, kid));
      known.set(slug, keys);
      return keys;
    };
  };
  return { forActions: remembered(deriveActionKey), forReceipts: remembered(deriveReceiptKey) };
}
