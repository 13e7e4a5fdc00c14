export interface Piece {
  readonly text: string;
  readonly isFound: boolean;
}

/** `text`, cut where `words` begin and end in it, whatever the case. Joined the pieces are `text`. */
export function pieces(text: string, words: string): readonly Piece[] {
  if (words === "") return [{ text, isFound: false }];
  const literally = words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return text
    .split(new RegExp(`(${literally})`, "giu"))
    .map((piece, at) => ({ text: piece, isFound: at % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}
