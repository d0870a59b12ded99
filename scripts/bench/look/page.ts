import type { EcosystemMap } from "../../../contracts/graph.ts";
import { finish, hasPixels } from "../graph/drawing.ts";
import { warm } from "../graph/drawings/ours.ts";

/** Milliseconds of each hop in the browser, from the question to finished pixels. */
export type PageHops = { answered: number; received: number; parsed: number; handed: number; drawn: number };

declare global {
  interface Window {
    look: typeof look;
  }
}

/** Asks for the map as the page does, and draws it on a canvas that is ready. */
async function look(url: string, key: string): Promise<PageHops> {
  const host = document.createElement("div");
  Object.assign(host.style, { position: "relative", width: "1280px", height: "800px" });
  document.body.replaceChildren(host);
  const drawing = warm();
  drawing.prepare?.();
  const times = [performance.now()];
  const lap = () => void times.push(performance.now());
  const answer = await fetch(url, { headers: { "x-api-key": key } });
  lap();
  const text = await answer.text();
  lap();
  const { result }: { result: { data: EcosystemMap } } = JSON.parse(text);
  lap();
  await drawing.draw(result.data, host);
  lap();
  finish(host);
  lap();
  if (!hasPixels(host)) throw new Error("nothing was drawn");
  const [answered = 0, received = 0, parsed = 0, handed = 0, drawn = 0] = times
    .slice(1)
    .map((time, index) => time - (times[index] ?? 0));
  return { answered, received, parsed, handed, drawn };
}

window.look = look;
