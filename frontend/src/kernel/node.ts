import type { Attributes } from "./attributes.ts";
import { type Embed, type Insert, isLowSurrogate } from "./op.ts";
import { type Format, insertion, PLAIN, parts, type Runs, RunsBuilder } from "./runs.ts";

/** How much a node of a rope holds: small enough that copying one is cheap, large enough that the tree is flat. */
export interface NodeSizes {
  /** At least 2: a pair must fit. */
  readonly leafUnits: number;
  /** At least 2. */
  readonly branchChildren: number;
}

export const STANDARD_SIZES: NodeSizes = { leafUnits: 1024, branchChildren: 24 };

/**
 * A node of a rope: immutable, never empty but for the root of empty content. All leaves are equally deep. Of two
 * neighbours under one branch that an edit has touched, the contents do not fit in one node.
 */
export type Node = Leaf | Branch;

/** Content of a rope. Pairs are never split between leaves. */
export class Leaf {
  /** With {@link EMBED_UNIT} for each embed. */
  readonly text: string;
  readonly runs: Runs;

  constructor(text: string, runs: Runs) {
    this.text = text;
    this.runs = runs;
  }

  get length(): number {
    return this.text.length;
  }
}

/** Nodes of one height, side by side. */
export class Branch {
  readonly children: readonly Node[];
  readonly length: number;

  constructor(children: readonly Node[]) {
    this.children = children;
    this.length = children.reduce((sum, child) => sum + child.length, 0);
  }
}

export const EMPTY_ROOT: Node = new Leaf("", null);

/** What is put in: text, or {@link EMBED_UNIT}, all of one format. */
export interface Piece {
  readonly text: string;
  readonly format: Format;
}

export const NOTHING: Piece = { text: "", format: PLAIN };

/** `root` with units `from` to `to` replaced by `piece`. */
export function spliced(root: Node, from: number, to: number, piece: Piece, sizes: NodeSizes): Node {
  return rootOver(replace(root, from, to, piece, sizes), sizes);
}

/** `node` with the attributes of units `from` to `to` changed; the tree keeps its shape. */
export function formatted(node: Node, from: number, to: number, change: Attributes): Node {
  if (node instanceof Leaf) {
    const runs = new RunsBuilder()
      .addPart(node.runs, 0, from)
      .addPart(node.runs, from, to, change)
      .addPart(node.runs, to, node.length);
    return new Leaf(node.text, runs.build());
  }
  let start = 0;
  const children = node.children.map((child) => {
    const begin = start;
    start += child.length;
    if (from >= start || to <= begin) return child;
    return formatted(child, Math.max(from, begin) - begin, Math.min(to, start) - begin, change);
  });
  return new Branch(children);
}

export function unitAt(root: Node, index: number): number {
  let node = root;
  let at = index;
  while (node instanceof Branch) {
    let next: Node | undefined;
    for (next of node.children) {
      if (at < next.length) break;
      at -= next.length;
    }
    node = next as Node;
  }
  return node.text.charCodeAt(at);
}

/** Leaves that hold units `from` to `to` of `node`, with what of each lies between. */
export function* leaves(
  node: Node,
  from: number,
  to: number,
): Generator<{ readonly leaf: Leaf; readonly from: number; readonly to: number }> {
  if (node instanceof Leaf) {
    yield { leaf: node, from, to };
    return;
  }
  let start = 0;
  for (const child of node.children) {
    if (start >= to) return;
    const end = start + child.length;
    if (from < end) yield* leaves(child, Math.max(from, start) - start, Math.min(to, end) - start);
    start = end;
  }
}

/** What is there between `from` and `to`, in stretches of one format; neighbours may be of the same. */
export function* insertions(node: Node, from: number, to: number): Generator<Insert | Embed> {
  for (const { leaf, ...range } of leaves(node, from, to)) {
    for (const part of parts(leaf.runs, range.from, range.to)) {
      yield insertion(leaf.text.slice(part.from, part.to), part.format);
    }
  }
}

function rootOver(nodes: readonly Node[], sizes: NodeSizes): Node {
  let level = nodes;
  while (level.length > 1) level = group(level, sizes);
  let root = level[0] ?? EMPTY_ROOT;
  while (root instanceof Branch && root.children.length === 1) root = root.children[0] as Node;
  return root;
}

/** `leaf` in leaves as full as their least number allows; none if it is empty. */
function cut(leaf: Leaf, unitsMax: number): Leaf[] {
  const { text, runs } = leaf;
  const pieces: Leaf[] = [];
  for (let from = 0; from < text.length; ) {
    const remaining = text.length - from;
    let to = from + Math.ceil(remaining / Math.ceil(remaining / unitsMax));
    if (isLowSurrogate(text.charCodeAt(to))) to--;
    const part = runs === null ? null : new RunsBuilder().addPart(runs, from, to).build();
    pieces.push(new Leaf(text.slice(from, to), part));
    from = to;
  }
  return pieces;
}

function replaced(leaf: Leaf, from: number, to: number, { text, format }: Piece): Leaf {
  const after = leaf.text.slice(0, from) + text + leaf.text.slice(to);
  if (leaf.runs === null && format === PLAIN) return new Leaf(after, null);
  const runs = new RunsBuilder()
    .addPart(leaf.runs, 0, from)
    .add(format, text.length)
    .addPart(leaf.runs, to, leaf.length);
  return new Leaf(after, runs.build());
}

/** `nodes` of one height, put evenly under as few branches as hold them. */
function group(nodes: readonly Node[], sizes: NodeSizes): Branch[] {
  const branches: Branch[] = [];
  const count = Math.ceil(nodes.length / sizes.branchChildren);
  for (let from = 0; from < nodes.length; ) {
    const to = from + Math.ceil((nodes.length - from) / (count - branches.length));
    branches.push(new Branch(nodes.slice(from, to)));
    from = to;
  }
  return branches;
}

/** Nodes of the height of `node`, none if nothing is left. */
function replace(node: Node, from: number, to: number, piece: Piece, sizes: NodeSizes): Node[] {
  if (node instanceof Leaf) return cut(replaced(node, from, to, piece), sizes.leafUnits);
  const children = node.children;
  const [first, start] = childWith(children, from, 0, 0);
  const [last, lastStart] = childWith(children, to, first, start);
  const left = children[first] as Node;
  const edited = replace(left, from - start, Math.min(to - start, left.length), piece, sizes);
  if (last > first) edited.push(...replace(children[last] as Node, 0, to - lastStart, NOTHING, sizes));
  const joined = children.slice(0, first);
  for (const part of edited) addJoining(joined, part, sizes);
  const next = children[last + 1];
  if (next !== undefined) addJoining(joined, next, sizes);
  joined.push(...children.slice(last + 2));
  return group(joined, sizes);
}

/** Index and start of the child, from the one at `index` on, that `position` is in or at the end of. */
function childWith(
  children: readonly Node[],
  position: number,
  index: number,
  start: number,
): [number, number] {
  let child = index;
  let begin = start;
  for (;;) {
    const end = begin + (children[child] as Node).length;
    if (position <= end) return [child, begin];
    begin = end;
    child++;
  }
}

/** Adds `node`, in one with its left neighbour where they fit together. */
function addJoining(nodes: Node[], node: Node, sizes: NodeSizes): void {
  const before = nodes.at(-1);
  const joined = before === undefined ? null : join(before, node, sizes);
  if (joined === null) nodes.push(node);
  else nodes[nodes.length - 1] = joined;
}

function join(left: Node, right: Node, sizes: NodeSizes): Node | null {
  if (left instanceof Leaf && right instanceof Leaf) {
    return left.length + right.length <= sizes.leafUnits ? joinedLeaf(left, right) : null;
  }
  if (left instanceof Branch && right instanceof Branch) {
    if (left.children.length + right.children.length > sizes.branchChildren) return null;
    const [seam, ...rest] = right.children;
    const children = left.children.slice();
    addJoining(children, seam as Node, sizes);
    return new Branch(children.concat(rest));
  }
  throw new Error("neighbours of unequal height");
}

function joinedLeaf(left: Leaf, right: Leaf): Leaf {
  const plain = left.runs === null && right.runs === null;
  const runs = plain
    ? null
    : new RunsBuilder().addPart(left.runs, 0, left.length).addPart(right.runs, 0, right.length).build();
  return new Leaf(left.text + right.text, runs);
}
