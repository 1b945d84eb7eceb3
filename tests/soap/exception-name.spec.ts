import { expect, test } from '@playwright/test';
import { exceptionNames, lastComponent } from '../../harness/soap/exception-name.ts';
import { readReply } from '../../harness/soap/reply.ts';
import { soapVersions } from '../../harness/soap/version.ts';
import { fc } from '../fast-check.ts';
import { envelopeText, faultText, response } from './messages.ts';

const names = (reason: string, code = 's:Server', subcodes: string[] = []): readonly string[] =>
  exceptionNames({ code: { namespace: '', local: '', text: code }, subcodes, reason });

const unsupported = 'Microsoft.DigitalRightsManagement.Core.UnsupportedDataVersionException';
const soap = 'System.Web.Services.Protocols.SoapException';

for (const [reason, expected] of [
  [
    `${soap}: Server was unable to process request. ---> ${unsupported}: Exception of type '${unsupported}' was thrown.`,
    [soap, unsupported],
  ],
  [`${unsupported}: text\n   at Some.Method() in file.cs:line 3`, [unsupported]],
  [`${unsupported}\n   at Some.Method()`, [unsupported]],
  [unsupported, [unsupported]],
  [` ${unsupported} `, [unsupported]],
  [`${unsupported}-text`, [unsupported]],
  [`${unsupported}--->System.ArgumentNullException`, [unsupported, 'System.ArgumentNullException']],
  [`${soap}: a ---> ${soap}: b ---> System.Exception`, [soap, 'System.Exception']],
  [`${soap}: a --->`, [soap]],
  [`Server was unable to process request. ---> ${unsupported}: x`, [unsupported]],
  ['ArgumentNullException: Value cannot be null.', ['ArgumentNullException']],
  ['System.ServiceModel.FaultException`1[[X]]: text', ['System.ServiceModel.FaultException']],
  ['A.Outer+InnerException: x', ['A.Outer+InnerException']],
  [
    'System.Runtime.InteropServices.COMException (0x80004005): x',
    ['System.Runtime.InteropServices.COMException'],
  ],
  // Hidden, or prose.
  ['', []],
  ['Server was unable to process request.', []],
  ['Exception', []],
  [`Exception of type '${unsupported}' was thrown.`, []],
  ['Exceptions: none', []],
  ['Error: something', []],
  ['An ArgumentNullException was thrown', []],
  ['ArgumentNullException, that is', []],
  ['see System.ArgumentNullException', []],
  ['.ArgumentNullException', []],
  ['System..ArgumentNullException: x', []],
  ['System.ArgumentNullException.: x', []],
  ['1System.ArgumentNullException: x', []],
  ['System.exception: x', []],
] as const)
  test(`the reason ${JSON.stringify(reason)} names ${expected.length}`, () => {
    expect(names(reason)).toEqual(expected);
  });

for (const [code, expected] of [
  [unsupported, [unsupported]],
  [`s:${unsupported}`, [unsupported]],
  [`s:Server.${unsupported}`, [unsupported]],
  ['Server.UnsupportedDataVersionException', ['UnsupportedDataVersionException']],
  ['s:Server', []],
  ['', []],
] as const)
  test(`the code "${code}" names ${expected.length}`, () => {
    expect(names('Some text.', code)).toEqual(expected);
  });

test('code, subcodes and reason count, in this order, each name once', () => {
  expect(
    names('D.DException ---> A.AException', 'A.AException', ['m:B.BException', 'CException']),
  ).toEqual(['A.AException', 'B.BException', 'CException', 'D.DException']);
});

for (const [name, last] of [
  [unsupported, 'UnsupportedDataVersionException'],
  ['AException', 'AException'],
  ['A.B+CException', 'CException'],
  ['', ''],
] as const)
  test(`the last component of "${name}" is "${last}"`, () => {
    expect(lastComponent(name)).toBe(last);
  });

const identifier = fc.stringMatching(/^[A-Za-z_é][A-Za-z0-9_é]{0,8}$/);
const exceptionName = fc
  .tuple(fc.array(identifier, { maxLength: 4 }), identifier)
  .map(([namespaces, last]) => [...namespaces, `${last}Exception`].join('.'));
/** Text without the mark that begins an inner exception. */
const message = fc.string({ unit: 'grapheme-ascii' }).map(text => text.replace(/--+>?/g, '-'));

for (const version of soapVersions)
  test(`generated names come back out of a whole fault of ${version}`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(exceptionName, fc.constantFrom(':', ' ', ': ', ' - '), message), {
          minLength: 1,
          maxLength: 5,
        }),
        chain => {
          const reason = chain
            .map(([name, delimiter, text]) => `${name}${delimiter}${text}`)
            .join(' ---> ');
          const text = envelopeText(version, faultText(version, 's:Server', reason));
          const reply = readReply(response(version, text), { version });
          expect(reply.exceptions).toEqual([...new Set(chain.map(([name]) => name))]);
        },
      ),
    );
  });
