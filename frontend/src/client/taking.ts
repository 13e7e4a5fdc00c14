import { Delta, isText, type Text } from "../kernel/index.ts";
import { nextHash } from "./chain.ts";
import type { History, Step } from "./history.ts";
import type { Catchup, Entry } from "./protocol.ts";
import type { InFlight, Local } from "./replica.ts";
import { insertedBy, plain, withoutRestored } from "./returned.ts";
import type { Offer } from "./step-back.ts";

/** A submission that is certainly not applied and never will be. */
export interface Refused {
  readonly code: string;
  readonly text: string;
  /** Whether text came back that it had deleted. */
  readonly restores: boolean;
}

/** The working state of one frame; thrown away if the frame cannot be applied. */
export class Taking implements Local {
  content: Text;
  version: number;
  hash: string;
  inFlight: InFlight | null;
  offers: readonly Offer[];
  pending: Delta;
  /** What happens to the shown content. */
  change = Delta.EMPTY;
  /** What happened to the confirmed content. */
  committed = Delta.EMPTY;
  refused: Refused | null = null;
  readonly steps: Step[] = [];
  readonly #userId: string;
  readonly #clientId: string;
  readonly #before: readonly Step[];
  /** Others' entries since the last own one: transforming over them as one gives the same. */
  #run: Delta[] = [];

  constructor(from: Local & { readonly history: History }, userId: string, clientId: string) {
    this.content = from.content;
    this.version = from.version;
    this.hash = from.hash;
    this.inFlight = from.inFlight;
    this.offers = from.offers;
    this.pending = from.pending;
    this.#userId = userId;
    this.#clientId = clientId;
    this.#before = from.history.steps;
  }

  entry(entry: Entry): void {
    const hash = nextHash(this.hash, entry.canonical);
    if (entry.userId !== this.#userId || entry.clientId !== this.#clientId) {
      this.#step({ version: this.version + 1, hash, operation: entry.operation, own: null, refused: false });
      this.#run.push(entry.operation);
      return;
    }
    this.finishRun();
    const inFlight = this.#expected(entry.sequence);
    const refused = entry.refused !== null;
    this.#step({ version: this.version + 1, hash, operation: entry.operation, own: inFlight, refused });
    if (entry.refused !== null) this.#undo(inFlight, entry.refused);
    else this.#settle(inFlight, entry.operation);
  }

  catchup({ toVersion, operation, hash }: Catchup): void {
    this.#step({ version: toVersion, hash, operation, own: null, refused: false });
    this.#run.push(operation);
  }

  #step(step: Step): void {
    this.version = step.version;
    this.hash = step.hash;
    this.steps.push(step);
  }

  /** What is in flight; or what was to be offered again, and stands in the log before it was. */
  #expected(sequence: number): InFlight {
    const [first, ...later] = this.offers;
    if (this.inFlight === null && first?.sequence === sequence) {
      this.offers = later;
      const { rebased: operation } = first;
      const version = this.version;
      return { sequence, baseVersion: version, operation, version, frame: "", rebased: operation, edits: 1 };
    }
    if (this.inFlight?.sequence === sequence) return this.inFlight;
    throw new Error("an entry of this replica that it did not send");
  }

  /** Applies the others' entries and moves what is unsettled over them. */
  finishRun(): void {
    const run = Delta.composeAll(this.#run);
    this.#run = [];
    if (run.isEmpty) return;
    this.#commit(run);
    const underFlight = this.inFlight ? run.transformUnder(this.inFlight.rebased) : run;
    if (this.inFlight)
      this.inFlight = { ...this.inFlight, rebased: this.inFlight.rebased.transformOver(run) };
    this.#moveLater(underFlight);
  }

  /** Moves what is not in flight over `committed`; that, moved over the offers, comes back. */
  #moveLater(committed: Delta): Delta {
    let under = committed;
    this.offers = this.offers.map((offer) => {
      const rebased = offer.rebased.transformOver(under);
      under = under.transformUnder(offer.rebased);
      return { ...offer, rebased };
    });
    this.change = this.change.compose(under.transformUnder(this.pending));
    this.pending = this.pending.transformOver(under);
    return under;
  }

  #settle(inFlight: InFlight, operation: Delta): void {
    if (!operation.equals(inFlight.rebased)) {
      throw new Error("an own entry that differs from what was rebased here");
    }
    this.#commit(operation);
    this.inFlight = null;
  }

  #undo(inFlight: InFlight, code: string): void {
    const { change } = this;
    const shown = this.#shown;
    this.inFlight = null;
    if (inFlight.rebased.isEmpty) return; // Nothing is lost, or its author has it already.
    const inverse = inFlight.rebased.invert(this.content);
    const pending = this.#withoutRestored(this.#moveLater(inverse));
    if (!pending.equals(this.pending)) {
      this.pending = pending;
      this.change = change.compose(shown.diff(this.#shown));
    }
    const restores = inverse.toJSON().some((op) => "insert" in op);
    this.refused = { code, text: insertedText(inFlight.rebased), restores };
  }

  /** The pending edits without what undo brought back of what `restored` brought back. */
  #withoutRestored(restored: Delta): Delta {
    const remembered = [...this.#before, ...this.steps].map(({ operation }) => operation);
    const recent = insertedBy(Delta.composeAll(remembered));
    const between = this.offers.reduce((moved, offer) => moved.transformUnder(offer.rebased), recent);
    return withoutRestored(this.pending, restored, between);
  }

  /** The content as its author sees it. */
  get #shown(): Text {
    const edits = [...(this.inFlight ? [this.inFlight] : []), ...this.offers].map((one) => one.rebased);
    return this.content.apply(Delta.composeAll([...edits, plain(this.pending)]));
  }

  #commit(operation: Delta): void {
    this.content = this.content.apply(operation);
    this.committed = this.committed.compose(operation);
  }
}

/** The text that an operation brings, for its author to rescue; attributes and embeds are not in it. */
export function insertedText(operation: Delta): string {
  return operation
    .toJSON()
    .flatMap((op) => (isText(op) ? [op.insert] : []))
    .join("\n");
}
