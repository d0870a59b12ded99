/** How often a message may share a batch of full size before it is suspected of failing its neighbours. */
const trustedDeliveries = 2;

/** By how much a group of suspects shrinks with every further delivery. */
const shrink = 4;

/**
 * Splits a gathered batch so that one message that fails its transaction cannot fail its neighbours for long: what has
 * been delivered once or twice stays together; what keeps coming back is handled in ever smaller groups, in the end
 * alone. After an outage everything comes back, and still goes through in groups.
 */
export function splitBatch<Item>(items: readonly Item[], deliveriesOf: (item: Item) => number): Item[][] {
  const trusted: Item[] = [];
  const suspects = new Map<number, Item[]>();
  for (const item of items) {
    const deliveries = deliveriesOf(item);
    if (deliveries <= trustedDeliveries) trusted.push(item);
    else suspects.set(deliveries, [...(suspects.get(deliveries) ?? []), item]);
  }
  const groups = trusted.length > 0 ? [trusted] : [];
  for (const [deliveries, suspected] of suspects) {
    const size = Math.max(1, Math.floor(items.length / shrink ** (deliveries - trustedDeliveries)));
    for (let start = 0; start < suspected.length; start += size) groups.push(suspected.slice(start, start + size));
  }
  return groups;
}
