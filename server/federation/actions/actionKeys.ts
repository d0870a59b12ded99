import { deriveActionKey, deriveReceiptKey } from "../../platform/keys/deriveKeys.ts";

/**
 * The keys between the Meta Hub and each instance, newest first. Two of each while keys are being rotated: actions are
 * signed with both, and receipts signed with either are believed. A grant has one signature, so it is made with the
 * older key, which an instance knows whether it was restarted since or not.
 */
export type ActionKeys = {
  forActions(slug: string): readonly Buffer[];
  forReceipts(slug: string): readonly Buffer[];
  forGrants(slug: string): Buffer;
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
  const forActions = remembered(deriveActionKey);
  const oldest = (slug: string) => {
    const key = forActions(slug).at(-1);
    if (key === undefined) throw new Error("no key ids are in use");
    return key;
  };
  return { forActions, forReceipts: remembered(deriveReceiptKey), forGrants: oldest };
}
