import { type Attributes, changeBetween } from "./attributes.ts";
import { DeltaBuilder, type NormalForm } from "./builder.ts";
import { canonicalJson } from "./json.ts";
import { attributesOf, isText, lengthOf, remove, retain } from "./op.ts";
import { EditScript } from "./script.ts";
import type { Text } from "./text.ts";

/** Comparisons of points: enough for some thousand scattered changes. */
const WORK_MAX = 2 ** 25;

/** What an embed is has a number from here on, above all code points. */
const EMBED = 0x110000;

/** The way from one content to another. */
export function difference(before: Text, after: Text, workMax = WORK_MAX): NormalForm {
  const embeds = new Map<string, number>();
  const rowBefore = pointsOf(before, embeds);
  const rowAfter = pointsOf(after, embeds);
  const script = new EditScript(rowBefore, rowAfter, workMax);
  const result = new DeltaBuilder();
  let [i, j, atBefore, atAfter] = [0, 0, 0, 0];
  while (i < rowBefore.length || j < rowAfter.length) {
    const coming = unitsOf(rowAfter, j, script.coming(j));
    for (const op of after.inserts(atAfter, atAfter + coming)) result.add(op);
    j += script.coming(j);
    atAfter += coming;
    const going = unitsOf(rowBefore, i, script.going(i));
    if (going > 0) result.add(remove(going));
    i += script.going(i);
    atBefore += going;
    const staying = script.staying(i, j);
    const kept = unitsOf(rowBefore, i, staying);
    keep(stretches(before, atBefore, kept), stretches(after, atAfter, kept), result);
    i += staying;
    j += staying;
    atBefore += kept;
    atAfter += kept;
  }
  return result.build();
}

/** Units of equal attributes. */
interface Stretch {
  readonly units: number;
  readonly attributes: Attributes;
}

function stretches(content: Text, from: number, units: number): Stretch[] {
  return Array.from(content.inserts(from, from + units), (op) => ({
    units: lengthOf(op),
    attributes: attributesOf(op),
  }));
}

/** Changes attributes where they differ. */
function keep(there: readonly Stretch[], wanted: readonly Stretch[], result: DeltaBuilder): void {
  let index = 0;
  let taken = 0;
  for (const stretch of there) {
    for (let left = stretch.units; left > 0; ) {
      const want = wanted[index] as Stretch;
      const both = Math.min(left, want.units - taken);
      result.add(retain(both, changeBetween(stretch.attributes, want.attributes)));
      left -= both;
      taken = taken + both === want.units ? 0 : taken + both;
      if (taken === 0) index++;
    }
  }
}

/** Content as a row of code points, so that no pair is ever cut; attributes are not looked at. */
function pointsOf(content: Text, embeds: Map<string, number>): Uint32Array {
  const points = new Uint32Array(content.length);
  let count = 0;
  for (const op of content.inserts(0, content.length)) {
    if (isText(op)) {
      for (const character of op.insert) points[count++] = character.codePointAt(0) as number;
    } else {
      const embed = canonicalJson(op.insert);
      const known = embeds.get(embed) ?? EMBED + embeds.size;
      embeds.set(embed, known);
      points[count++] = known;
    }
  }
  return points.subarray(0, count);
}

function unitsOf(points: Uint32Array, from: number, count: number): number {
  let units = count;
  for (let i = from; i < from + count; i++) {
    const point = points[i] as number;
    if (point > 0xffff && point < EMBED) units++;
  }
  return units;
}
