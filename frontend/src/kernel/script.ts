import { MiddleSearch, type Stretch } from "./middle.ts";

/**
 * Which points of two rows differ: the fewest that must go and come, as long as there is work left in the budget; what
 * is undecided then, goes and comes wholly. The budget is counted, not timed, so that the same two rows always give the
 * same answer.
 */
export class EditScript {
  readonly #before: Uint32Array;
  readonly #after: Uint32Array;
  readonly #gone: Uint8Array;
  readonly #come: Uint8Array;
  /** Comparisons of points that may still be made. */
  #work: number;

  constructor(before: Uint32Array, after: Uint32Array, workMax: number) {
    this.#before = before;
    this.#after = after;
    this.#gone = new Uint8Array(before.length);
    this.#come = new Uint8Array(after.length);
    this.#work = workMax;
    this.#compare({ row: before, from: 0, to: before.length }, { row: after, from: 0, to: after.length });
  }

  /** How many points of the row before, from `index` on, go. */
  going(index: number): number {
    return runOf(this.#gone, index, 1);
  }

  /** How many points of the row after, from `index` on, come. */
  coming(index: number): number {
    return runOf(this.#come, index, 1);
  }

  /** How many points of both rows, from the two places on, stay. */
  staying(inBefore: number, inAfter: number): number {
    return Math.min(runOf(this.#gone, inBefore, 0), runOf(this.#come, inAfter, 0));
  }

  /** What the two stretches have in common at their ends stays; in between, a middle is looked for. */
  #compare(before: Stretch, after: Stretch): void {
    let [startBefore, startAfter] = [before.from, after.from];
    while (
      startBefore < before.to &&
      startAfter < after.to &&
      this.#before[startBefore] === this.#after[startAfter]
    ) {
      startBefore++;
      startAfter++;
    }
    let [endBefore, endAfter] = [before.to, after.to];
    while (
      endBefore > startBefore &&
      endAfter > startAfter &&
      this.#before[endBefore - 1] === this.#after[endAfter - 1]
    ) {
      endBefore--;
      endAfter--;
    }
    const one = { row: this.#before, from: startBefore, to: endBefore };
    const other = { row: this.#after, from: startAfter, to: endAfter };
    const search = new MiddleSearch(one, other);
    const isOpen = startBefore < endBefore && startAfter < endAfter && this.#work > 0;
    const found = isOpen && search.find(this.#work);
    this.#work -= search.workDone;
    if (found) {
      this.#compare({ ...one, to: search.inBefore }, { ...other, to: search.inAfter });
      this.#compare({ ...one, from: search.inBefore }, { ...other, from: search.inAfter });
    } else {
      this.#gone.fill(1, startBefore, endBefore);
      this.#come.fill(1, startAfter, endAfter);
    }
  }
}

/** How many marks from `from` on are `mark`. */
function runOf(marks: Uint8Array, from: number, mark: 0 | 1): number {
  if (marks[from] !== mark) return 0;
  const end = marks.indexOf(1 - mark, from);
  return (end < 0 ? marks.length : end) - from;
}
