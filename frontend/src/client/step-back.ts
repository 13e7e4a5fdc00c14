import { Delta, type Text } from "../kernel/index.ts";
import { type Confirmed, type History, movedOver, type Sent, type Step } from "./history.ts";

/** Sent once, and lost or perhaps lost by a log that went back: to be offered again under its old sequence. */
export interface Offer {
  readonly sequence: number;
  readonly rebased: Delta;
}

/** A replica after the log went back: others' later entries are gone, its own are to be offered again. */
export interface StepBack {
  readonly confirmed: Confirmed;
  /** What was in flight, as it stands now, if its base is not above the point reached: then it is sent again as it is. */
  readonly inFlight: Delta | null;
  /** Own later entries and, if its base is above, what was in flight. */
  readonly offers: readonly Offer[];
  readonly pending: Delta;
  /** What all this does to what is shown. */
  readonly change: Delta;
}

/** What becomes of a replica with `history` and these edits at `version`, where a step ends. */
export function stepBack(
  version: number,
  history: History,
  inFlight: Sent | null,
  offers: readonly Offer[],
  pending: Delta,
): StepBack {
  const confirmed = history.at(version);
  const walk = new Walk(confirmed);
  walk.over(history.steps, inFlight);
  const frozen = inFlight !== null && inFlight.baseVersion <= version ? walk.offers.shift() : undefined;
  for (const { sequence, rebased } of offers) walk.offer(sequence, rebased);
  return {
    confirmed,
    inFlight: frozen?.rebased ?? null,
    offers: walk.offers,
    pending: pending.transformOver(walk.away),
    change: walk.away.transformUnder(pending),
  };
}

/**
 * Goes through what happened after the point as its author saw it: each own operation where it was made, others' after
 * it moved under it. Own ones are moved to where the others never were.
 */
class Walk {
  readonly offers: Offer[] = [];
  /** From what was to what is left. */
  away = Delta.EMPTY;
  readonly #reached: number;
  #at: number;
  #was: Text;
  /** An own operation that was shown and not committed; empty if there is none. */
  #open = Delta.EMPTY;
  #opened: Sent | null = null;

  constructor(from: Confirmed) {
    this.#reached = from.version;
    this.#at = from.version;
    this.#was = from.content;
  }

  over(all: readonly Step[], inFlight: Sent | null): void {
    const later = all.filter((step) => step.version > this.#reached);
    for (const [index, step] of later.entries()) {
      const next = later.slice(index).find((each) => each.own);
      if (!next?.refused) this.#show(next?.own ?? inFlight, all);
      this.#step(step);
    }
    this.#show(inFlight, all);
  }

  /** Shows `next` if it was made here or before. */
  #show(next: Sent | null, all: readonly Step[]): void {
    if (next === null || next.sequence === this.#opened?.sequence || next.baseVersion > this.#at) return;
    const until = all.filter((step) => step.version <= this.#at);
    const { operation } = movedOver(next, until);
    this.offer(next.sequence, operation);
    this.#was = this.#was.apply(operation);
    this.#open = operation;
    this.#opened = next;
  }

  #step(step: Step): void {
    this.#at = step.version;
    if (step.own) {
      if (step.refused) this.offer(step.own.sequence, Delta.EMPTY);
      else this.#open = Delta.EMPTY;
      return;
    }
    const lost = step.operation.transformUnder(this.#open);
    this.#open = this.#open.transformOver(step.operation);
    this.away = lost.invert(this.#was).compose(this.away);
    this.#was = this.#was.apply(lost);
  }

  /** `operation`, made on what was, is to be offered on what is left. */
  offer(sequence: number, operation: Delta): void {
    this.offers.push({ sequence, rebased: operation.transformOver(this.away) });
    this.away = this.away.transformUnder(operation);
  }
}
