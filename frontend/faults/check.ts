import { createHash } from "node:crypto";
import type { Entry } from "../src/client/protocol.ts";
import type { Person } from "./person.ts";
import { type Token, tokensIn } from "./token.ts";

/** The log as it was sent, all of it. */
interface Log {
  readonly text: string;
  readonly hash: string;
  readonly version: number;
  /** Every token that was ever inserted, as often as it was. */
  readonly inserted: readonly string[];
}

/** Folds `entries` apart from the code under test. */
export function fold(documentId: string, entries: ReadonlyMap<number, Entry>, problems: string[]): Log {
  const start = JSON.stringify({ documentId, documentType: "text" });
  let hash = createHash("sha256").update(start).digest();
  let text = "";
  const inserted: string[] = [];
  const sequences = new Map<string, number>();
  for (let version = 1; version <= entries.size; version++) {
    const entry = entries.get(version);
    if (!entry) {
      problems.push(`nobody was sent version ${version}`);
      break;
    }
    hash = createHash("sha256").update(hash).update(entry.canonical).digest();
    const { operation, userId, clientId, sequence, refused } = JSON.parse(entry.canonical);
    const replica = `${userId} ${clientId}`;
    if (sequence <= (sequences.get(replica) ?? 0))
      problems.push(`${replica}: sequence ${sequence} is out of turn`);
    sequences.set(replica, sequence);
    if (refused !== undefined && operation.length > 0)
      problems.push(`version ${version} is refused and changes something`);
    text = applied(text, operation);
    for (const op of operation) if (typeof op.insert === "string") inserted.push(...tokensIn(op.insert));
  }
  return { text, hash: hash.toString("hex"), version: entries.size, inserted };
}

function applied(
  text: string,
  operation: readonly { retain?: number; insert?: string; delete?: number }[],
): string {
  let result = "";
  let at = 0;
  for (const op of operation) {
    if (op.insert !== undefined) result += op.insert;
    else if (op.retain !== undefined) {
      result += text.slice(at, at + op.retain);
      at += op.retain;
    } else at += op.delete ?? 0;
  }
  return result + text.slice(at);
}

/** What is wrong with what became of everybody's tokens. */
export function checkTokens(people: readonly Person[], log: Log, filler: string, problems: string[]): void {
  const shown = tokensIn(log.text);
  const known = new Set(people.flatMap((person) => person.tokens.map((token) => token.text)));
  if (log.text.replaceAll(/«[^«»]*»/g, "") !== filler)
    problems.push("there is more in the text than whole tokens");
  for (const token of shown)
    if (!known.has(token)) problems.push(`typed by nobody: ${JSON.stringify(token)}`);
  for (const person of people) {
    for (const token of person.tokens) {
      const wrong = wrongWith(token, person, count(shown, token), count(log.inserted, token));
      if (wrong) problems.push(`${wrong}: ${JSON.stringify(token.text)}`);
    }
  }
}

function count(all: readonly string[], { text }: Token): number {
  return all.filter((one) => one === text).length;
}

function wrongWith(token: Token, person: Person, shown: number, inserted: number): string | null {
  if (inserted > 1) return `is ${inserted} times in the log`;
  if (token.isRefused && inserted > 0) return "was told refused, and is in the log";
  if (token.isSaved && inserted === 0) return "was told saved, and is not in the log";
  if (token.isDeletionSaved && shown > 0) return "was told deleted, and is there";
  if (shown === 0 && !token.isDeleted && !token.mayBeLost && !person.hasInTray(token)) return "is lost";
  return null;
}
