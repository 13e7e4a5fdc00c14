import { type Attributes, changed, isNone, NO_ATTRIBUTES, sameAttributes } from "./attributes.ts";
import { attributesOf, type Embed, type EmbedValue, embed, type Insert, insert, isText } from "./op.ts";

/** What a stretch of content is beside its units. */
export interface Format {
  readonly attributes: Attributes;
  /** What stands here instead of text, as one unit; null: text. */
  readonly embed: EmbedValue | null;
}

/** Text without attributes. */
export const PLAIN: Format = Object.freeze({ attributes: NO_ATTRIBUTES, embed: null });

/** The unit that stands in the text for an embed. */
export const EMBED_UNIT = "\ufffc";

export function formatOf(op: Insert | Embed): Format {
  return isText(op) ? textFormat(attributesOf(op)) : { attributes: attributesOf(op), embed: op.insert };
}

/** The component that inserts `text`, which is formatted so. */
export function insertion(text: string, format: Format): Insert | Embed {
  return format.embed === null ? insert(text, format.attributes) : embed(format.embed, format.attributes);
}

function textFormat(attributes: Attributes): Format {
  return isNone(attributes) ? PLAIN : { attributes, embed: null };
}

function reformatted(format: Format, change: Attributes): Format {
  if (isNone(change)) return format;
  const attributes = changed(format.attributes, change);
  return format.embed === null ? textFormat(attributes) : { attributes, embed: format.embed };
}

/** Whether neighbours of these formats are one stretch. */
export function joins(one: Format, other: Format): boolean {
  return one.embed === null && other.embed === null && sameAttributes(one.attributes, other.attributes);
}

/** Units up to `end`, counted from the start of the leaf. */
export interface Run {
  readonly end: number;
  readonly format: Format;
}

/** How a leaf is formatted, from left to right; neighbours do not join. Null: all plain. */
export type Runs = readonly Run[] | null;

/** Puts runs together. */
export class RunsBuilder {
  readonly #runs: Run[] = [];
  #length = 0;

  /** `units` of one format; none of an embed but one at a time. */
  add(format: Format, units: number): this {
    if (units === 0) return this;
    this.#length += units;
    const before = this.#runs.at(-1);
    if (before !== undefined && joins(before.format, format)) this.#runs.pop();
    this.#runs.push({ end: this.#length, format });
    return this;
  }

  /** The part from `from` to `to` of `runs`, changed by `change`. */
  addPart(runs: Runs, from: number, to: number, change: Attributes = NO_ATTRIBUTES): this {
    for (const part of parts(runs, from, to)) this.add(reformatted(part.format, change), part.to - part.from);
    return this;
  }

  build(): Runs {
    return this.#runs.every((run) => run.format === PLAIN) ? null : this.#runs;
  }
}

/** The stretches of one format between `from` and `to`. */
export function* parts(
  runs: Runs,
  from: number,
  to: number,
): Generator<{ readonly from: number; readonly to: number; readonly format: Format }> {
  if (from === to) return;
  if (runs === null) {
    yield { from, to, format: PLAIN };
    return;
  }
  let at = from;
  for (const run of runs) {
    if (run.end <= at) continue;
    const end = Math.min(run.end, to);
    yield { from: at, to: end, format: run.format };
    at = end;
    if (at === to) return;
  }
}
