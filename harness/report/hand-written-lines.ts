/**
 * Counts the lines of a TypeScript or YAML file that somebody wrote and has to read: neither blank
 * nor comment only. A line with code and a comment counts; so does every line of a template literal.
 * A file that says in its first line that it is generated counts nothing.
 */
export function handWrittenLines(text: string, language: 'ts' | 'yaml'): number {
  const lines = text.split('\n').map(line => line.trim());
  const mark = language === 'ts' ? '//' : '#';
  const [first = ''] = lines;
  if (first.startsWith(mark) && /\bgenerated\b/i.test(first)) return 0;
  let counted = 0;
  let inComment = false;
  for (const line of lines) {
    const opens = language === 'ts' && !inComment && line.startsWith('/*');
    if (!inComment && !opens && line !== '' && !line.startsWith(mark)) counted += 1;
    if (inComment || opens) inComment = !line.includes('*/');
  }
  return counted;
}
