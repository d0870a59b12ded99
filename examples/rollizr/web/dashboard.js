import { describe, usageOf } from "./describe.js";

/** Asks the server every two seconds what there is, and shows it. */
async function refresh() {
  const [rollouts, depth] = await Promise.all(["/rollouts", "/depth"].map((path) => fetch(path).then((r) => r.json())));
  document.querySelector("#depth").textContent = `${depth} jobs wait. ${usageOf(rollouts ?? [])}`;
  const items = (rollouts ?? []).map((rollout) => {
    const item = document.createElement("li");
    item.textContent = describe(rollout);
    return item;
  });
  document.querySelector("#rollouts").replaceChildren(...items);
}

setInterval(refresh, 2000);
refresh();
