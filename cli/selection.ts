/** The options of a run that choose checks, in the order in which a selection states them. */
const selecting = ['only', 'section', 'level', 'grep', 'project', 'lastFailed'];

/**
 * The options that chose checks, as words of a command line: `['--grep', 'version']`, say. Results
 * state them, so that shards of different selections are never taken for one run.
 */
export function selectionOf(options: object): readonly string[] {
  const given = new Map<string, unknown>(Object.entries(options));
  return selecting.flatMap(name => wordsOf(name, given.get(name)));
}

function wordsOf(name: string, value: unknown): readonly string[] {
  if (value === undefined || value === false) return [];
  const option = `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
  if (value === true) return [option];
  return [option, ...(Array.isArray(value) ? value : [value]).map(String)];
}
