import { escapeAttribute, escapeText } from '../xml/escape.ts';
import { flawsOf, summariseKills, type KillSheet } from './kill-sheet.ts';

const style = `
body { font: 14px/1.4 system-ui, sans-serif; margin: 2rem; color: #1b1f24; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; } h3 { font-size: 1rem; }
table { border-collapse: collapse; } th, td { border: 1px solid #d0d7de; padding: .25rem .5rem; }
th { text-align: left; font-weight: 600; background: #f6f8fa; }
tbody th { white-space: nowrap; font-weight: 400; position: sticky; left: 0; }
thead th.mutant { vertical-align: bottom; white-space: nowrap; font-weight: 400; }
thead th.mutant span { writing-mode: vertical-rl; transform: rotate(180deg); }
td.kill { background: #d4f5dc; text-align: center; } td.miss { background: #ffd8d3; text-align: center; }
td.collateral { background: #ffe8b3; text-align: center; }
.wide { overflow-x: auto; } .flaw { color: #b3261e; }
`;

/** The kill sheet as one self-contained page: for each topic requirements down, mutants across. */
export function renderKillSheet(sheet: KillSheet): string {
  const flaws = flawsOf(sheet);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Assay kill sheet</title>
<style>${style}</style>
<h1>Kill sheet</h1>
<p>${escapeText(summariseKills(sheet))}</p>
<p>Assay ${escapeText(sheet.assay)}, ${escapeText(sheet.createdAt)}</p>
${flaws.length === 0 ? '<p>Every check is proven able to fail.</p>' : `<ul>${flaws.map(flaw => `<li class="flaw">${escapeText(flaw)}</li>`).join('')}</ul>`}
<h2>Requirements and mutants</h2>
<p>✓ the mutant was caught; ✗ it was not; ! a check went red that the mutant does not declare.</p>
${topicsOf(sheet)
  .map(topic => table(sheet, topic))
  .join('\n')}
<h2>Null servers</h2>
<table><thead><tr><th>A server that</th><th>Passes</th></tr></thead><tbody>
${sheet.nullServers.map(({ name, passed }) => `<tr><td>${escapeText(name)}</td><td class="${passed.length === 0 ? 'kill' : 'miss'}">${passed.length}</td></tr>`).join('\n')}
</tbody></table>
</html>
`;
}

/** `rmsi.version` of `rmsi.version.maximum-format`: one table for all would be mostly empty. */
const topicOf = (id: string): string => id.split('.').slice(0, 2).join('.');

function topicsOf({ checked }: KillSheet): readonly string[] {
  return [...new Set(checked.map(topicOf))];
}

/** The rows of a topic, with whichever mutants break or turned red any of them. */
function table(sheet: KillSheet, topic: string): string {
  const ids = sheet.checked.filter(id => topicOf(id) === topic);
  const mutants = sheet.mutants.filter(({ breaks, red }) =>
    [...breaks, ...red].some(id => topicOf(id) === topic),
  );
  const names = mutants.map(
    ({ name }) => `<th class="mutant"><span>${escapeText(name)}</span></th>`,
  );
  return `<h3>${escapeText(topic)}</h3>
<div class="wide"><table>
<thead><tr><th>Requirement</th>${names.join('')}</tr></thead>
<tbody>
${ids.map(id => row(mutants, id)).join('\n')}
</tbody></table></div>`;
}

function row(mutants: KillSheet['mutants'], id: string): string {
  const cells = mutants.map(({ name, breaks, red }) => {
    const [kind, mark] = breaks.includes(id)
      ? red.includes(id)
        ? ['kill', '✓']
        : ['miss', '✗']
      : red.includes(id)
        ? ['collateral', '!']
        : ['', ''];
    return `<td class="${kind}" title="${escapeAttribute(name)}">${mark}</td>`;
  });
  return `<tr><th>${escapeText(id)}</th>${cells.join('')}</tr>`;
}
