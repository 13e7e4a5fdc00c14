/** Ann has made a document and written `text`; Bob, at a browser that `look` is of, has opened it and sees that. */
export async function two(arrive, text = "", look = {}) {
  const ann = await arrive();
  const bob = await arrive(look);
  const path = await ann.create();
  if (text) {
    await ann.type(text);
    await ann.saved();
  }
  await bob.open(path);
  await bob.sees(text);
  return { ann, bob, path };
}
