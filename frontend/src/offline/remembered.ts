import type { User } from "../client/protocol.ts";
import { database } from "./slots.ts";

/** Remembers who one is, for when the service cannot be asked. */
export async function rememberMe(me: User): Promise<void> {
  await database()
    .then((kept) => kept.remember("me", { ...me }))
    .catch(() => {}); // Then one cannot open the page without a network; nothing else depends on it.
}

/** Who one was when the service was asked last; null if that is not known. */
export async function recallMe(): Promise<User | null> {
  const me = await database()
    .then((kept) => kept.recall("me"))
    .catch(() => null);
  return (me as User | null | undefined) ?? null;
}
