import { malformedVersions } from '../malformed-versions.ts';
import { childNodes, type MessageNode, replaceAt } from '../message-node.ts';
import { placeholder } from '../placeholders.ts';
import { type Defect, type DefectiveRequest, defectAt } from './defect.ts';

/** VersionData absent, empty, half, malformed and reversed; all of it valid by the schema. */
export const versionData: Defect = ({ sites }) => {
  const block = sites.find(site => site.place === 'header');
  if (block === undefined) return [];
  const change = (
    suffix: string,
    rule: string,
    versions: (block: MessageNode) => readonly MessageNode[],
  ): DefectiveRequest =>
    defectAt(block, suffix, rule, true, replaceAt(block.message, block.path, versions));
  const only = (kept: string) => (node: MessageNode) => [
    { ...node, content: childNodes(node).filter(child => child.name === kept) },
  ];
  return [
    change('absent', 'version-absent', () => []),
    change('empty', 'version-empty', node => [{ ...node, content: [] }]),
    change('minimum-only', 'version-half', only('MinimumVersion')),
    change('maximum-only', 'version-half', only('MaximumVersion')),
    change('reversed', 'version-reversed', node => [
      withText(node, 'MinimumVersion', placeholder('version-above-maximum')),
    ]),
    ...sites
      .filter(site => site.trail.length === 2 && site.trail[0] === block.node.name)
      .flatMap(site =>
        Object.entries(malformedVersions).map(([suffix, version]) =>
          defectAt(
            site,
            suffix,
            'version-malformed',
            true,
            replaceAt(site.message, site.path, node => [{ ...node, content: version }]),
          ),
        ),
      ),
  ];
};

function withText(block: MessageNode, name: string, text: string): MessageNode {
  const content = childNodes(block).map(child =>
    child.name === name ? { ...child, content: text } : child,
  );
  return { ...block, content };
}
