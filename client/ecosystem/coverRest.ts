/**
 * Takes everything but one element out of the reach of keyboard and pointer, for as long as it covers the whole screen.
 * Answers what gives it back.
 */
export function coverRest(element: Element): () => void {
  const covered: HTMLElement[] = [];
  for (let at = element; at !== document.body && at.parentElement !== null; at = at.parentElement) {
    for (const beside of at.parentElement.children) {
      if (beside === at || !(beside instanceof HTMLElement) || beside.inert) continue;
      beside.inert = true;
      covered.push(beside);
    }
  }
  return () => {
    for (const each of covered) each.inert = false;
  };
}
