import { base64, invalid, valid, type SchemaDocument } from './schema-document.ts';

const license = `<LICENSE version="2.0.0.0">${base64(300)}</LICENSE>`;
const revoked = `<REVOCATION type="any">${base64(30)}</REVOCATION>`;
const response = (...parts: readonly string[]) =>
  `<LICENSERESPONSE>\n${parts.join('\n')}\n</LICENSERESPONSE>`;

export const responses: readonly SchemaDocument[] = [
  ...valid('LICENSERESPONSE', {
    'one LICENSE': response(license),
    'an XML declaration': `<?xml version="1.0" encoding="utf-8"?>${response(license)}`,
    'licenses of both versions': response(license, license.replace('2.0.0.0', '0.1.0.0')),
    'a LICENSE of a version that nobody knows': response('<LICENSE version="">x</LICENSE>'),
    'REVOCATIONs of any type': response(revoked, revoked.replace('any', ''), license),
    'further attributes': `<LICENSERESPONSE a="1"><LICENSE version="1" b="2"/></LICENSERESPONSE>`,
    'elements of others at the end': response(license, '<x xmlns="urn:x"/>'),
  }),
  ...invalid('LICENSERESPONSE', {
    'no LICENSE': [response(revoked), '/LICENSERESPONSE'],
    nothing: ['<LICENSERESPONSE/>', '/LICENSERESPONSE'],
    'REVOCATION after LICENSE': [response(license, revoked), '/LICENSERESPONSE/REVOCATION[1]'],
    'REVOCATION between LICENSEs': [
      response(license, revoked, license),
      '/LICENSERESPONSE/REVOCATION[1]',
    ],
    'no attribute type': [response('<REVOCATION/>', license), '/LICENSERESPONSE/REVOCATION[1]'],
    'another attribute of REVOCATION': [
      response('<REVOCATION type="a" b="c"/>', license),
      '/LICENSERESPONSE/REVOCATION[1]',
    ],
    'no attribute version': [
      response(license, '<LICENSE>x</LICENSE>'),
      '/LICENSERESPONSE/LICENSE[2]',
    ],
    'an element in LICENSE': [
      response('<LICENSE version="2.0.0.0"><LICENSORINFO/></LICENSE>'),
      '/LICENSERESPONSE/LICENSE[1]',
    ],
    'text between the elements': [response('x', license), '/LICENSERESPONSE'],
    'an element that nobody knows': [response('<FOO/>', license), '/LICENSERESPONSE/FOO[1]'],
    'a root in another namespace': [
      response(license).replace('<LICENSERESPONSE', '<LICENSERESPONSE xmlns="urn:x"'),
      '/LICENSERESPONSE',
    ],
  }),
];
