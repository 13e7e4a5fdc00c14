import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "../src/client/testing/random.ts";
import { FAULTS, type FaultKind } from "./faults.ts";
import { type Plan, Round } from "./round.ts";
import { RARE, SEEN, Tally } from "./tally.ts";

/** The service under test. */
export interface Service {
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export interface Wish {
  readonly seed: number;
  readonly rounds: number;
  /** How many go on at a time, in documents of their own. */
  readonly together: number;
  readonly millis: number;
  /** How often the service is killed. */
  readonly kills: number;
  readonly documentUnits: number;
  /** After healing, until everybody must have all: generous, since machines may be busy. */
  readonly settledMillis: number;
}

export interface Failure {
  readonly seed: number;
  readonly problem: string;
}

/** Each round has every third kind of fault, so that three rounds have all. */
const DEALT = 3;

/**
 * Runs rounds of consecutive seeds. A seed decides who is there and what goes wrong; when exactly, the machine does too.
 *
 * @returns the seeds that failed, each with the first thing that was wrong
 */
export async function campaign(service: Service, wish: Wish): Promise<{ failed: Failure[]; tally: Tally }> {
  const tally = new Tally();
  const failed: Failure[] = [];
  const thrown: string[] = [];
  process.on("uncaughtException", (problem) => thrown.push(problem.stack ?? problem.message));
  const batches = Math.ceil(wish.rounds / wish.together);
  for (let batch = 0; batch < batches; batch++) {
    const first = wish.seed + batch * wish.together;
    const count = Math.min(wish.together, wish.rounds - batch * wish.together);
    const kills =
      Math.floor(((batch + 1) * wish.kills) / batches) - Math.floor((batch * wish.kills) / batches);
    const seeds = Array.from({ length: count }, (_, index) => first + index);
    const rounds = await Promise.all(seeds.map((seed) => Round.prepare(plan(seed, service.url, wish))));
    const lastKill = killed(service, kills, wish.millis, tally);
    const ends = rounds.map(async (round, index) => {
      const seed = seeds[index] as number;
      const problems = [...(await outcome(round, lastKill)), ...thrown];
      round.leave();
      for (const what of [...SEEN, ...RARE]) tally.add(what, round.tally.of(what));
      if (problems[0] !== undefined) failed.push({ seed, problem: problems[0] });
      console.log(
        [problems.length > 0 ? `✗ seed ${seed}` : `✓ seed ${seed}`, ...problems.slice(0, 12)].join("\n  "),
      );
    });
    await Promise.all(ends);
  }
  process.removeAllListeners("uncaughtException");
  return { failed, tally };
}

function plan(seed: number, url: string, wish: Wish): Plan {
  const random = new Random(seed);
  const kinds = (Object.keys(FAULTS) as FaultKind[]).filter((_, index) => index % DEALT === seed % DEALT);
  const extra = random.of(Object.keys(FAULTS) as FaultKind[]);
  const filled = seed % 2 === 0 ? wish.documentUnits : 0;
  return {
    url,
    random,
    kinds: [...kinds, extra],
    millis: wish.millis,
    settledMillis: wish.settledMillis,
    filled,
  };
}

async function outcome(round: Round, lastKill: Promise<unknown>): Promise<readonly string[]> {
  try {
    return await round.run(lastKill);
  } catch (problem) {
    return [problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)];
  }
}

async function killed(service: Service, times: number, millis: number, tally: Tally): Promise<void> {
  for (let more = times; more > 0; more--) {
    await sleep(millis / (times + 1));
    tally.add("kills");
    await service.kill();
    await service.start();
  }
}
