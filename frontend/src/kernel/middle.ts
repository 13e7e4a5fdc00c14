/** What a step on a diagonal costs, in comparisons of points. */
const STEP_WORK = 4;

/** Far below every place: no way gets to this diagonal. */
const NOWHERE = -(2 ** 30);

/** Points `from` to `to` of a row. */
export interface Stretch {
  readonly row: Uint32Array;
  readonly from: number;
  readonly to: number;
}

/**
 * Looks for a place that a shortest way from one stretch of points to another goes through, walking from both ends until
 * the ways meet (E. W. Myers, "An O(ND) difference algorithm and its variations"). The stretches are not empty and
 * differ at both ends, so the place is at no end of both.
 */
export class MiddleSearch {
  readonly #before: Stretch;
  readonly #after: Stretch;
  readonly #lengthBefore: number;
  readonly #lengthAfter: number;
  /** How far ways from the start have come on each diagonal: `x` points before, `x - diagonal` after. */
  #forward = new Int32Array();
  /** The same for ways from the end, counted from there. */
  #backward = new Int32Array();
  /** Index of diagonal 0. */
  #center = 0;
  /** Comparisons of points that the search cost. */
  workDone = 0;
  /** The place, in the row before. */
  inBefore = 0;
  /** The place, in the row after. */
  inAfter = 0;

  constructor(before: Stretch, after: Stretch) {
    this.#before = before;
    this.#after = after;
    this.#lengthBefore = before.to - before.from;
    this.#lengthAfter = after.to - after.from;
  }

  /** Whether there was such a place; false if `workMax` was used up before. */
  find(workMax: number): boolean {
    for (let steps = 0; this.workDone < workMax; steps++) {
      this.#makeRoom(steps + 1);
      if (this.#walkForward(steps) || this.#walkBackward(steps)) return true;
    }
    return false;
  }

  #walkForward(steps: number): boolean {
    const { row: before, from: fromBefore } = this.#before;
    const { row: after, from: fromAfter } = this.#after;
    const diagonals = this.#lengthBefore - this.#lengthAfter;
    const mayMeet = (diagonals & 1) !== 0;
    const highest = this.#highest(steps);
    for (let diagonal = this.#lowest(steps); diagonal <= highest; diagonal += 2) {
      const start = this.#furthest(this.#forward, diagonal, steps);
      let x = start;
      while (
        x >= 0 &&
        x < this.#lengthBefore &&
        x - diagonal < this.#lengthAfter &&
        before[fromBefore + x] === after[fromAfter + x - diagonal]
      ) {
        x++;
      }
      this.workDone += STEP_WORK + x - start;
      this.#forward[this.#center + diagonal] = x;
      const opposite = diagonals - diagonal;
      if (
        mayMeet &&
        Math.abs(opposite) < steps &&
        x + this.#at(this.#backward, opposite) >= this.#lengthBefore
      ) {
        return this.#meet(start, start - diagonal);
      }
    }
    return false;
  }

  #walkBackward(steps: number): boolean {
    const { row: before, to: toBefore } = this.#before;
    const { row: after, to: toAfter } = this.#after;
    const diagonals = this.#lengthBefore - this.#lengthAfter;
    const mayMeet = (diagonals & 1) === 0;
    const highest = this.#highest(steps);
    for (let diagonal = this.#lowest(steps); diagonal <= highest; diagonal += 2) {
      const start = this.#furthest(this.#backward, diagonal, steps);
      let x = start;
      while (
        x >= 0 &&
        x < this.#lengthBefore &&
        x - diagonal < this.#lengthAfter &&
        before[toBefore - 1 - x] === after[toAfter - 1 - x + diagonal]
      ) {
        x++;
      }
      this.workDone += STEP_WORK + x - start;
      this.#backward[this.#center + diagonal] = x;
      const opposite = diagonals - diagonal;
      if (
        mayMeet &&
        Math.abs(opposite) <= steps &&
        x + this.#at(this.#forward, opposite) >= this.#lengthBefore
      ) {
        return this.#meet(this.#lengthBefore - start, this.#lengthAfter - start + diagonal);
      }
    }
    return false;
  }

  #meet(x: number, y: number): boolean {
    this.inBefore = this.#before.from + x;
    this.inAfter = this.#after.from + y;
    return true;
  }

  /** Of the two ways that may go on to `diagonal`, how far the longer gets there. */
  #furthest(row: Int32Array, diagonal: number, steps: number): number {
    if (steps === 0) return 0;
    const deleting = this.#at(row, diagonal - 1) + 1;
    const inserting = this.#at(row, diagonal + 1);
    return Math.max(
      deleting <= this.#lengthBefore ? deleting : NOWHERE,
      inserting - diagonal <= this.#lengthAfter ? inserting : NOWHERE,
    );
  }

  #at(row: Int32Array, diagonal: number): number {
    return row[this.#center + diagonal] as number;
  }

  #lowest(steps: number): number {
    return -steps + 2 * Math.ceil(Math.max(0, steps - this.#lengthAfter) / 2);
  }

  #highest(steps: number): number {
    return steps - 2 * Math.ceil(Math.max(0, steps - this.#lengthBefore) / 2);
  }

  /** For diagonals from `-steps` to `steps`. */
  #makeRoom(steps: number): void {
    if (steps <= this.#center) return;
    const wider = Math.max(16, 2 * steps);
    this.#forward = this.#widened(this.#forward, wider);
    this.#backward = this.#widened(this.#backward, wider);
    this.#center = wider;
  }

  #widened(row: Int32Array, newCenter: number): Int32Array<ArrayBuffer> {
    const wider = new Int32Array(2 * newCenter + 1).fill(NOWHERE);
    wider.set(row, row.length === 0 ? 0 : newCenter - this.#center);
    return wider;
  }
}
