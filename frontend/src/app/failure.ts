import { ApiError } from "./api.ts";
import { texts } from "./texts.ts";

/** What to tell a person of a failed call. */
export function failureText(problem: unknown): string {
  if (!(problem instanceof ApiError)) return texts.errors.failed;
  if (problem.status === 0) return texts.errors.unreachable;
  const problems: Readonly<Record<string, string>> = texts.problems;
  return problems[problem.code] ?? texts.errors.failed;
}
