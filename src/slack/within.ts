/** What work comes to, or undefined after `ms` milliseconds; it goes on then. */
export async function within<T>(
  ms: number,
  work: Promise<T>,
  clock: { after(ms: number, act: () => void): () => void },
): Promise<T | undefined> {
  let cancel = () => {};
  const late = new Promise<undefined>((resolve) => {
    cancel = clock.after(ms, () => resolve(undefined));
  });
  const first = await Promise.race([work, late]);
  cancel();
  return first;
}
