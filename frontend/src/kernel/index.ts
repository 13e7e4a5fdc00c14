/** Deltas and what can be done with them: pure values, no DOM. The twin of the server's kernel. */
export { Delta } from "./delta.ts";
export {
  type Delete,
  type Insert,
  MalformedDeltaError,
  type Op,
  type Op as OpJson,
  type Retain,
} from "./op.ts";
export { InapplicableError, type InapplicableReason, Text } from "./text.ts";
