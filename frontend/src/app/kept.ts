/** What this browser keeps for its user. It may keep nothing for anybody: then a choice holds as long as the page. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`cowrite.${name}`);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`cowrite.${name}`, value);
  } catch {
    // As above.
  }
}
