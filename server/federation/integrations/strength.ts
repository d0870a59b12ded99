import { configReporter } from "../../../contracts/names.ts";

/** What one proof is worth, and when it was last seen. */
export type Proof = { reporter: string; weight: number; lastSeenAt: Date };

const dayMs = 86_400_000;

/**
 * `w·2^(−age/halfLife)`: a proof loses half of its weight in each half-life. What a person declared does not age, and
 * a proof from the future counts as fresh.
 */
export function agedWeight(proof: Proof, halfLifeDays: number, now: Date): number {
  if (proof.reporter === configReporter) return proof.weight;
  const ageDays = Math.max(0, now.getTime() - proof.lastSeenAt.getTime()) / dayMs;
  return proof.weight * 2 ** (-ageDays / halfLifeDays);
}

/** `1 − Π(1 − wᵢ)` over the aged weights: 0 without proof, never above 1, and the same in whatever order they come. */
export function strengthOf(proofs: readonly Proof[], halfLifeDays: number, now: Date): number {
  // Sorted, because a product of floating numbers depends on their order in its last bit.
  const doubts = proofs.map((proof) => 1 - agedWeight(proof, halfLifeDays, now)).sort((a, b) => a - b);
  let doubt = 1;
  for (const factor of doubts) doubt *= factor;
  return Math.min(1, Math.max(0, 1 - doubt));
}
