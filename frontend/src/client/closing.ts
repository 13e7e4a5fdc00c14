/**
 * What a client does when its socket closes: `again` after a pause; `anew` at once, as a new replica; `stop`
 * until its user asks.
 */
export type Reaction = "again" | "anew" | "stop";

const REACTIONS: ReadonlyMap<number, Reaction> = new Map([
  [1000, "again"],
  [1001, "again"],
  [1005, "again"],
  [1006, "again"],
  [1011, "again"],
  [1012, "again"],
  [1013, "again"],
  [4408, "again"],
  [4412, "again"],
  [4429, "again"],
  [4411, "anew"],
  [1002, "stop"],
  [1003, "stop"],
  [1007, "stop"],
  [1009, "stop"],
  [4400, "stop"],
  [4401, "stop"],
  [4403, "stop"],
  [4404, "stop"],
  [4406, "stop"],
  [4409, "stop"],
  [4410, "stop"],
  [4413, "stop"],
]);

/** A code that the protocol does not name counts as a broken connection. */
export function reactionTo(code: number): Reaction {
  return REACTIONS.get(code) ?? "again";
}

export const GOING_AWAY = 1001;
export const CLOSED_ABNORMALLY = 1006;
export const RESTARTING = 1012;
export const BAD_MESSAGE = 4400;
export const NO_ACCESS = 4403;
export const NO_SUCH_DOCUMENT = 4404;
export const TIMED_OUT = 4408;
export const CHANGED_RESEND = 4411;
