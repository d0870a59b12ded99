import type { LedgerEntry } from "../packages/contracts/index.ts";
import { Ledger } from "./ledger.ts";
import { format } from "./money.ts";
import { largeAmount } from "./rules/largeAmount.ts";
import { examine } from "./rules/rule.ts";
import { splitPayments } from "./rules/splitPayments.ts";

const rules = [largeAmount(1_000_000), splitPayments(1_000_000)];

/** Answers one request to a ledger: entries in, balances and objections out. */
export async function answer(request: Request, ledger: Ledger): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/entries" && request.method === "POST") {
    // TODO: check the body against ledger-entry.json before it is believed
    const entry = (await request.json()) as LedgerEntry;
    return Response.json({ id: entry.id, seal: ledger.append(entry) }, { status: 201 });
  }
  if (pathname === "/objections") return Response.json(examine(ledger.entries(), rules));
  const account = /^\/balance\/(.+)$/.exec(pathname)?.[1];
  if (account !== undefined) {
    return Response.json([...ledger.balance(account).values()].map(format));
  }
  return new Response("There is nothing here. Try /objections.", { status: 404 });
}

if (import.meta.main) {
  const ledger = new Ledger();
  const server = Bun.serve({ port: Number(process.env.PORT ?? 7101), fetch: (request) => answer(request, ledger) });
  // @planned publish each objection to the settlement queue
  console.log(`Veria listens on ${server.url}`);
}
