/** What is made of each, in order, without those of which nothing is made. `flatMap` does it too, at many times the cost. */
export function collect<Each, Made>(
  list: readonly Each[],
  make: (each: Each, at: number) => Made | null | undefined,
): Made[] {
  const collected: Made[] = [];
  for (let at = 0; at < list.length; at++) {
    const made = make(list[at] as Each, at);
    if (made !== null && made !== undefined) collected.push(made);
  }
  return collected;
}
