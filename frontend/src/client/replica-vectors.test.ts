import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Delta, type OpJson, Text } from "../kernel/index.ts";
import { decode } from "./decode.ts";
import type { Catchup, Ops, Point, Submit } from "./protocol.ts";
import { type Received, Replica } from "./replica.ts";
import { plain } from "./returned.ts";

interface State {
  readonly shown: string;
  readonly version: number;
  readonly hash: string;
  readonly inFlight: { readonly sequence: number; readonly rebased: readonly OpJson[] } | null;
  readonly offers: readonly { readonly sequence: number; readonly rebased: readonly OpJson[] }[];
  readonly pending: readonly OpJson[];
}

/** One thing that happened, and what it changed; the steps before say the rest of the state. */
interface Step extends Partial<State> {
  readonly join?: { readonly clientId: string; readonly userId: string };
  readonly edit?: readonly OpJson[];
  readonly frame?: string;
  readonly resume?: Point & {
    readonly resumed: boolean;
    readonly headVersion: number;
    readonly since: readonly Point[];
  };
  /** A process found what was kept after that step. */
  readonly restart?: number;
  /** What was sent in this step. */
  readonly sends?: readonly Submit[];
  readonly refused?: string;
  /** The replica cannot go on. */
  readonly ended?: true;
}

interface Vector {
  readonly seed: number;
  readonly person: number;
  readonly operationBytes: number;
  readonly operationComponents: number;
  readonly steps: readonly Step[];
}

const vectors = JSON.parse(
  readFileSync(new URL("../../../src/test/resources/vectors/replica.json", import.meta.url), "utf8"),
) as readonly Vector[];

/** A replica that is driven as the Java client's was. When to send, its session decides: here the vector does. */
class Driven {
  replica: Replica | null = null;
  refused: string | null = null;
  received: Received["kind"] | null = null;
  readonly #vector: Vector;
  readonly #before: (Replica | null)[] = [];

  constructor(vector: Vector) {
    this.#vector = vector;
  }

  take(step: Step, state: State): void {
    this.refused = null;
    this.received = null;
    if (step.join) {
      const { clientId, userId } = step.join;
      this.replica = Replica.join(clientId, userId, state, Text.of(state.shown));
    }
    if (step.restart !== undefined) {
      const kept = this.#before[step.restart];
      this.replica = kept ? Replica.restore(kept.memory) : null;
    }
    const { replica } = this;
    if (step.edit) this.replica = replica?.edit(Delta.fromJSON(step.edit)) ?? null;
    if (step.resume) {
      expect(replica?.points).toEqual(step.resume.since);
      if (step.resume.resumed) this.#receive(replica?.resume(step.resume, step.resume.headVersion));
    }
    if (step.frame) this.#receive(replica?.receive(decode(step.frame) as Ops | Catchup));
    for (const sent of step.sends ?? []) this.#send(sent);
    if (step.ended) this.replica = null;
    this.#before.push(this.replica);
  }

  #receive(received: Received | undefined): void {
    this.received = received?.kind ?? null;
    if (received?.kind !== "applied") return;
    this.replica = received.replica;
    this.refused = received.refused?.code ?? null;
  }

  /** Again what is in flight, or else what waits. */
  #send(sent: Submit): void {
    const { replica } = this;
    if (replica && !replica.inFlight) this.replica = replica.submit(this.#vector);
    expect(JSON.parse(this.replica?.inFlight?.frame ?? "null")).toEqual(sent);
  }
}

function stateOf(replica: Replica): State {
  const { inFlight, offers, pending, hash } = replica.memory;
  const sent = (one: { readonly sequence: number; readonly rebased: Delta }) => ({
    sequence: one.sequence,
    rebased: one.rebased.toJSON(),
  });
  return {
    shown: replica.shown().toString(),
    version: replica.version,
    hash,
    inFlight: inFlight && sent(inFlight),
    offers: offers.map(sent),
    pending: plain(pending).toJSON(),
  };
}

describe("what the Java client's replicas did in the simulation", () => {
  it.each(vectors.map((vector) => [vector.seed, vector.person, vector] as const))(
    "is done here too (seed %i, person %i)",
    (_, __, vector) => {
      const driven = new Driven(vector);
      const states: State[] = [];
      let state: State | null = null;
      for (const [number, step] of vector.steps.entries()) {
        state = { ...((step.restart !== undefined ? states[step.restart] : state) as State), ...step };
        driven.take(step, state);
        states.push(state);
        const about = `step ${number}: ${JSON.stringify(step)}`;
        if (step.ended && (step.frame || step.resume?.resumed)) expect(driven.received, about).toBe("astray");
        expect(driven.refused, about).toBe(step.refused ?? null);
        if (!driven.replica) continue;
        const { shown, version, hash, inFlight, offers, pending } = state;
        expect(stateOf(driven.replica), about).toEqual({ shown, version, hash, inFlight, offers, pending });
      }
    },
  );

  it("is of every kind", () => {
    const steps = vectors.flatMap((vector) => vector.steps);
    const some = (is: (step: Step) => unknown) => steps.filter(is).length;
    expect(some((step) => step.restart !== undefined)).toBeGreaterThan(5);
    expect(some((step) => step.resume?.resumed)).toBeGreaterThan(5);
    expect(some((step) => step.refused)).toBeGreaterThan(5);
    expect(some((step) => step.frame?.startsWith('{"type":"catchup"'))).toBeGreaterThan(0);
    expect(some((step) => step.offers?.length)).toBeGreaterThan(5);
    expect(some((step) => step.ended)).toBeGreaterThan(0);
  });
});
