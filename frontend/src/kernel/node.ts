import { isLowSurrogate } from "./op.ts";

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

/** Text of a rope. Pairs are never split between leaves. */
export class Leaf {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
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

/** The tree over `text`. */
export function rootFor(text: string, sizes: NodeSizes): Node {
  return rootOver(cut(text, sizes.leafUnits), sizes);
}

/** `root` with units `from` to `to` replaced by `text`. */
export function spliced(root: Node, from: number, to: number, text: string, sizes: NodeSizes): Node {
  return rootOver(replace(root, from, to, text, sizes), sizes);
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

/** Texts of the leaves that hold units `from` to `to`, the first and last of them shortened to it. */
export function* texts(node: Node, from: number, to: number): Generator<string> {
  if (node instanceof Leaf) {
    yield node.text.slice(from, to);
    return;
  }
  let start = 0;
  for (const child of node.children) {
    if (start >= to) return;
    const end = start + child.length;
    if (from < end) yield* texts(child, Math.max(from, start) - start, Math.min(to, end) - start);
    start = end;
  }
}

function rootOver(nodes: readonly Node[], sizes: NodeSizes): Node {
  let level = nodes;
  while (level.length > 1) level = group(level, sizes);
  let root = level[0] ?? new Leaf("");
  while (root instanceof Branch && root.children.length === 1) root = root.children[0] as Node;
  return root;
}

/** `text` in leaves as full as their least number allows; none if it is empty. */
function cut(text: string, unitsMax: number): Leaf[] {
  const leaves: Leaf[] = [];
  for (let from = 0; from < text.length; ) {
    const remaining = text.length - from;
    let to = from + Math.ceil(remaining / Math.ceil(remaining / unitsMax));
    if (isLowSurrogate(text.charCodeAt(to))) to--;
    leaves.push(new Leaf(text.slice(from, to)));
    from = to;
  }
  return leaves;
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
function replace(node: Node, from: number, to: number, text: string, sizes: NodeSizes): Node[] {
  if (node instanceof Leaf)
    return cut(node.text.slice(0, from) + text + node.text.slice(to), sizes.leafUnits);
  const children = node.children;
  const [first, start] = childWith(children, from, 0, 0);
  const [last, lastStart] = childWith(children, to, first, start);
  const left = children[first] as Node;
  const edited = replace(left, from - start, Math.min(to - start, left.length), text, sizes);
  if (last > first) edited.push(...replace(children[last] as Node, 0, to - lastStart, "", sizes));
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
    return left.length + right.length <= sizes.leafUnits ? new Leaf(left.text + right.text) : null;
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
