import { childNodes, type MessageNode, replaceAt } from '../message-node.ts';
import { type Defect, defectAt } from './defect.ts';

/** Each element gets a name that the schema does not know. */
export const elementRenamed: Defect = ({ sites }) =>
  sites.map(site =>
    defectAt(
      site,
      'renamed',
      'element-renamed',
      // Header blocks are judged as far as they are declared; an unknown one is not.
      site.place === 'header',
      replaceAt(site.message, site.path, ({ name, namespace, content }) => [
        { name: `${name}Renamed`, namespace, content },
      ]),
    ),
  );

/** Each element that holds a sequence gets an unknown child at its end. */
export const elementAdded: Defect = ({ sites, namespace }) => {
  const unknown: MessageNode = { name: 'Unknown', namespace, content: '' };
  return sites
    .filter(({ declaration: { type } }) => type.kind === 'complex' && !type.wildcard)
    .map(site =>
      defectAt(
        site,
        'unknown-added',
        'element-added',
        false,
        replaceAt(site.message, site.path, node => [
          { ...node, content: [...childNodes(node), unknown] },
        ]),
      ),
    );
};
