/** The page that lies least far from a dark shade, and from a light one. */
const LIGHT_PAGE = 0xfbfaf8;
const DARK_PAGE = 0x1f2125;
/** WCAG asks for 3 where a colour marks something. */
const CONTRAST_MIN = 3.1;
const BLACK = 0x000000;
const WHITE = 0xffffff;

/** Styles by which an element wears `color` (`#rrggbb`): `--who` stands out from the page, `--who-ink` from `--who`. */
export function worn(color: string): string {
  const { light, dark } = shadesOf(color);
  return `--who: light-dark(${light}, ${dark}); --who-ink: light-dark(${inkOn(light)}, ${inkOn(dark)})`;
}

/** `color` (`#rrggbb`), as little changed as it takes to be told from a light and from a dark page. */
export function shadesOf(color: string): { readonly light: string; readonly dark: string } {
  return { light: standingOut(color, LIGHT_PAGE, BLACK), dark: standingOut(color, DARK_PAGE, WHITE) };
}

/** Black or white, whichever is the more legible on `color`: by 4.5 or more on any. */
export function inkOn(color: string): string {
  const rgb = parse(color);
  return contrast(rgb, WHITE) >= contrast(rgb, BLACK) ? "#ffffff" : "#000000";
}

/** From 1 to 21, as WCAG has it. */
export function contrast(one: number, other: number): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function standingOut(color: string, page: number, toward: number): string {
  const rgb = parse(color);
  let shade = rgb;
  for (let percent = 4; contrast(shade, page) < CONTRAST_MIN; percent += 4)
    shade = mixed(rgb, toward, percent);
  return `#${shade.toString(16).padStart(6, "0")}`;
}

function parse(color: string): number {
  return Number.parseInt(color.slice(1), 16);
}

function channels(rgb: number): readonly [number, number, number] {
  return [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff];
}

/** `percent` of `other` in `one`. */
function mixed(one: number, other: number, percent: number): number {
  const others = channels(other);
  return channels(one).reduce(
    (rgb, channel, index) =>
      (rgb << 8) | Math.round(channel + (((others[index] as number) - channel) * percent) / 100),
    0,
  );
}

function luminance(rgb: number): number {
  const [red, green, blue] = channels(rgb).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
