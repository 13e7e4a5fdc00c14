/** Why a file cannot be taken; a key of the catalogue's sentences. */
export type FileProblem = "notText" | "notUtf8" | "tooLong" | "unreadable";

export type ReadFile =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "problem"; readonly problem: FileProblem };

/** What a document holds at most, in UTF-16 code units. */
export const DOCUMENT_UNITS_MAX = 2_000_000;
/** A unit takes at most three bytes in UTF-8. */
const BYTES_PER_UNIT_MAX = 3;

export const TEXT_FILES = ".md,.markdown,.txt";

/** The text of `file`, with line feeds as line ends, if it has at most `unitsMax` code units. */
export async function readTextFile(file: File, unitsMax: number): Promise<ReadFile> {
  if (!isTextFile(file)) return refuse("notText");
  // What is longer in bytes need not even be read.
  if (file.size > unitsMax * BYTES_PER_UNIT_MAX + 3) return refuse("tooLong");
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return refuse("unreadable");
  }
  const text = decoded(bytes);
  if (text === null) return refuse("notUtf8");
  return text.length > unitsMax ? refuse("tooLong") : { kind: "text", text };
}

/** A title for the document that is made of a file. */
export function titleOf(fileName: string): string {
  const name = fileName.replace(/\.[^.]*$/, "").replaceAll(/\p{Cc}/gu, " ");
  return [...name.trim()].slice(0, 200).join("");
}

/** A name for the file that is made of a document. */
export function fileNameOf(title: string): string {
  const name = title
    .replaceAll(/[\p{Cc}\p{Cf}"*/:<>?\\|]+/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return `${[...name].slice(0, 100).join("").replace(/^\.+/, "") || "document"}.md`;
}

function refuse(problem: FileProblem): ReadFile {
  return { kind: "problem", problem };
}

function isTextFile(file: File): boolean {
  return /\.(md|markdown|txt)$/i.test(file.name) || /^text\/(plain|markdown)\b/.test(file.type);
}

/** Null: not UTF-8. Zeros are text, but where there are any, the file is in UTF-16 or none of text. */
function decoded(bytes: ArrayBuffer): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text.replaceAll(/\r\n?/g, "\n");
  } catch {
    return null;
  }
}
