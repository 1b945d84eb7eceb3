import { type SoapVersion, soapVersions } from '../soap/version.ts';
import { composeElement, composeRequest, type Extent, isRequired } from './compose.ts';
import { arraySize } from './defects/array-size.ts';
import { bodyOfAnotherOperation } from './defects/body-of-another-operation.ts';
import type { Defect, DefectContext, DefectiveRequest, Site } from './defects/defect.ts';
import { elementDuplicated } from './defects/element-duplicated.ts';
import { elementMissing } from './defects/element-missing.ts';
import { elementOutOfOrder } from './defects/element-out-of-order.ts';
import { elementAdded, elementRenamed } from './defects/element-unknown.ts';
import { lexicalSpace } from './defects/lexical-space.ts';
import { nil } from './defects/nil.ts';
import { versionData } from './defects/version-data.ts';
import { wildcardContent } from './defects/wildcard-content.ts';
import { wrongNamespace } from './defects/wrong-namespace.ts';
import { locate, type LocatedNode, type MessageNode } from './message-node.ts';
import type { WsdlOperation, WsdlService } from './model.ts';
import { requestRules, type RequestRules } from './required.ts';
import { serializeMessage } from './serialize.ts';
import { loadServices, type Specification } from './services.ts';

/** A derived request as a file below `fixtures/`. */
export interface DerivedFixture {
  /** Relative path with slashes: specification, service, operation, SOAP version, name.xml. */
  readonly file: string;
  readonly text: string;
}

/** Where two make the same request, the former keeps it. */
const defects: readonly Defect[] = [
  versionData,
  elementMissing,
  arraySize,
  nil,
  wildcardContent,
  lexicalSpace,
  elementRenamed,
  elementAdded,
  elementDuplicated,
  elementOutOfOrder,
  wrongNamespace,
  bodyOfAnotherOperation,
];

/**
 * Derives every fixture of a specification from its WSDLs: per operation and SOAP version, the
 * accepted requests `minimal` and `full` and one request per defect. The same WSDLs give the same
 * bytes.
 *
 * @throws UserError when a WSDL cannot be read, or prose rules for an operation are missing
 */
export function deriveFixtures(specification: Specification): readonly DerivedFixture[] {
  const services = loadServices(specification);
  return services.flatMap(service =>
    service.operations.flatMap(operation =>
      soapVersions.flatMap(version =>
        deriveRequests(specification, services, service, operation, version),
      ),
    ),
  );
}

function deriveRequests(
  specification: Specification,
  services: readonly WsdlService[],
  service: WsdlService,
  operation: WsdlOperation,
  version: SoapVersion,
): readonly DerivedFixture[] {
  const action = operation.soapAction[version];
  if (action === undefined) return [];
  const rules = requestRules(specification, service.name, operation.name);
  const accepted = {
    minimal: composeRequest(operation, version, rules, 'minimal'),
    full: composeRequest(operation, version, rules, 'full'),
  };
  const context: DefectContext = {
    operation,
    namespace: service.targetNamespace,
    minimal: accepted.minimal,
    sites: sitesOf(operation, accepted, rules),
    otherBodies: others(services, service, operation).map(other => ({
      body: composeElement(
        other.operation.input,
        requestRules(specification, other.service.name, other.operation.name),
        'minimal',
      ),
      declared: other.service === service,
    })),
  };
  const file = (name: string, instruction: Readonly<Record<string, string>>, of: MessageNode) => ({
    file: `${specification}/${service.name}/${operation.name}/${version}/${name}.xml`,
    text: `<?xml version="1.0" encoding="utf-8"?>\n<?assay fixture="${operation.name}/${name}"${attributes({ ...instruction, action })}?>\n${serializeMessage(of, service.targetNamespace)}`,
  });
  return [
    file('minimal', { rule: 'minimal', valid: 'true' }, accepted.minimal),
    file('full', { rule: 'full', valid: 'true' }, accepted.full),
    ...distinct(defects.flatMap(defect => defect(context))).map(
      ({ name, twin, rule, subject, valid, message }) =>
        file(
          name,
          { twin: `${operation.name}/${twin}`, rule, subject, valid: String(valid) },
          message,
        ),
    ),
  ];
}

/** Each element of the full request, in the minimal one where that has it. */
function sitesOf(
  operation: WsdlOperation,
  accepted: Readonly<Record<Extent, MessageNode>>,
  rules: RequestRules,
): readonly Site[] {
  const inMinimal = new Map(locate(accepted.minimal).map(node => [node.trail.join('/'), node]));
  const full = locate(accepted.full);
  return full.map(inFull => {
    const trail = inFull.trail.join('/');
    const minimal = inMinimal.get(trail);
    const twin: Extent = minimal === undefined ? 'full' : 'minimal';
    return {
      ...(minimal ?? inFull),
      twin,
      message: accepted[twin],
      subject: shortestName(inFull, full),
      place:
        inFull.trail.length > 1
          ? 'inner'
          : inFull.declaration === operation.input
            ? 'body'
            : 'header',
      required: isRequired(inFull.declaration, inFull.trail.slice(1).join('/'), rules),
    };
  });
}

function shortestName(of: LocatedNode, all: readonly LocatedNode[]): string {
  for (let length = 1; length < of.trail.length; length += 1) {
    const name = of.trail.slice(-length).join('/');
    const same = all.filter(other => other.trail.slice(-length).join('/') === name);
    if (same.length === 1) return name;
  }
  return of.trail.join('/');
}

/** The service's other operations; for a service with one, the first of the next service. */
function others(
  services: readonly WsdlService[],
  service: WsdlService,
  operation: WsdlOperation,
): readonly { service: WsdlService; operation: WsdlOperation }[] {
  const own = service.operations.filter(other => other !== operation);
  if (own.length > 0) return own.map(other => ({ service, operation: other }));
  const next = services[(services.indexOf(service) + 1) % services.length];
  const first = next?.operations[0];
  return next === undefined || first === undefined ? [] : [{ service: next, operation: first }];
}

function distinct(requests: readonly DefectiveRequest[]): readonly DefectiveRequest[] {
  const seen = new Set<string>();
  return requests.filter(({ message }) => {
    const content = serializeMessage(message, '');
    if (seen.has(content)) return false;
    seen.add(content);
    return true;
  });
}

function attributes(instruction: Readonly<Record<string, string>>): string {
  return Object.entries(instruction)
    .map(([name, value]) => `${name === 'action' ? '\n   ' : ''} ${name}="${value}"`)
    .join('');
}
