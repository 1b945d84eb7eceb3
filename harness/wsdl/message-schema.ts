import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { envelopeNamespace, type SoapVersion, soapVersions } from '../soap/version.ts';
import { UserError } from '../user-error.ts';
import { loadServices, type Specification } from './services.ts';

/** The folder of the committed driver schemas. */
export const setFolder = fileURLToPath(new URL('../../schemas/sets', import.meta.url));

/** A driver schema as a file below `schemas/sets`. */
export interface DriverSchema {
  /** Relative path with slashes. */
  readonly file: string;
  readonly text: string;
}

/**
 * The absolute path of the schema that judges whole messages of a service in one SOAP version:
 * envelope, body and XrML together.
 *
 * @param service - the WSDL's file name, e.g. `DecommissionService`
 * @throws UserError when the service has no such binding
 */
export function messageSchemaFile(
  specification: Specification,
  service: string,
  version: SoapVersion,
): string {
  const file = `${setFolder}/${specification}/${service}.${version}.xsd`;
  if (!existsSync(file))
    throw new UserError(
      `Expected a schema set for ${service} of ${specification} in ${version}; there is none. Check the service's name; its WSDL may have no such binding.`,
    );
  return file;
}

/**
 * The driver schema of each service and SOAP version that its WSDL binds. A driver has no target
 * namespace, so that it can include XrML, which has none, and imports each namespace once: a second
 * import of one is skipped or refused by every validator we know.
 *
 * @throws UserError when a WSDL cannot be read
 */
export function deriveDriverSchemas(specification: Specification): readonly DriverSchema[] {
  return loadServices(specification).flatMap(({ name, targetNamespace, operations }) =>
    soapVersions
      .filter(version => operations.some(({ soapAction }) => soapAction[version] !== undefined))
      .map(version => ({
        file: `${specification}/${name}.${version}.xsd`,
        text: `<?xml version="1.0" encoding="utf-8"?>
<!-- Written by \`npx assay fixtures\`: whole messages of ${name}, license included. -->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:include schemaLocation="../../xrml/XrML.xsd"/>
  <xs:import namespace="${envelopeNamespace[version]}"
      schemaLocation="../../soap/${version}-envelope.xsd"/>
  <xs:import namespace="${targetNamespace}"
      schemaLocation="../../${specification}/${name}.xsd"/>
</xs:schema>
`,
      })),
  );
}
