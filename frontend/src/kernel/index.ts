/** Deltas and what can be done with them: pure values, no DOM. The twin of the server's kernel. */
export type { Attributes } from "./attributes.ts";
export { Delta } from "./delta.ts";
export { canonicalJson, type Json } from "./json.ts";
export {
  type Delete,
  type Embed,
  type Insert,
  isText,
  MalformedDeltaError,
  type Op,
  type Op as OpJson,
  type Retain,
} from "./op.ts";
export { InapplicableError, type InapplicableReason, Text } from "./text.ts";
