import { expect, test } from '@playwright/test';
import { readExceptionDetail } from '../../harness/playready/messages/exception-detail.ts';
import {
  classifyStatusCode,
  formatStatusCode,
  parseStatusCode,
} from '../../harness/playready/messages/status-code.ts';
import { statusCodes } from '../../harness/playready/messages/status-codes.ts';
import { readEnvelope } from '../../harness/soap/envelope.ts';
import { readFault } from '../../harness/soap/fault.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { fc } from '../fast-check.ts';
import { sample } from './samples.ts';

const soap = 'http://schemas.xmlsoap.org/soap/envelope/';

function detailOf(text: string) {
  const envelope = readEnvelope(parseXml(Buffer.from(text)));
  const fault = 'problem' in envelope ? undefined : readFault(envelope);
  if (fault === undefined) throw new Error('The message holds no fault.');
  return readExceptionDetail(fault);
}

const fault = (detail: string) =>
  detailOf(
    `<soap:Envelope xmlns:soap="${soap}"><soap:Body><soap:Fault><faultcode>soap:Server</faultcode><faultstring/>${detail}</soap:Fault></soap:Body></soap:Envelope>`,
  );

test.describe('the exception of a fault', () => {
  test("of Microsoft's sample holds its status code", () => {
    expect(detailOf(sample('fault.xml'))).toMatchObject({
      statusText: '0x8004c065',
      statusCode: { code: 0x8004c065, letters: 'lower' },
      unknown: [],
      problems: [],
    });
  });

  test('is read with everything that may stand beside the code, in any order', () => {
    const names = ['CustomData', 'RedirectUrl', 'ServiceId', 'AccountId', 'Revision', 'Message'];
    const parts = names.map(name => `<${name}> of ${name} </${name}>`).join('');
    expect(
      fault(
        `<detail><Exception>${parts}<StatusCode>0x8004C605</StatusCode><New/></Exception></detail>`,
      ),
    ).toMatchObject({
      statusCode: { code: 0x8004c605, letters: 'upper' },
      customData: 'of CustomData',
      redirectUrl: 'of RedirectUrl',
      serviceId: 'of ServiceId',
      accountId: 'of AccountId',
      revision: 'of Revision',
      message: 'of Message',
      unknown: [{ name: 'New' }],
      problems: [],
    });
  });

  test('is read by local names where a vendor puts all of it into the namespace of SOAP', () => {
    const detail = detailOf(
      `<soap:Envelope xmlns:soap="${soap}"><soap:Body><soap:Fault><soap:faultcode>soap:Server</soap:faultcode><soap:faultstring/><soap:detail><soap:Exception><soap:StatusCode>0x8004C600</soap:StatusCode></soap:Exception></soap:detail></soap:Fault></soap:Body></soap:Envelope>`,
    );
    expect(detail.statusCode?.code).toBe(0x8004c600);
    expect(detail.problems).toEqual([]);
  });

  test('tells what is missing', () => {
    for (const [detail, problem] of [
      ['', 'Expected detail/Exception/StatusCode; there is no Exception.'],
      ['<detail/>', 'Expected detail/Exception/StatusCode; there is no Exception.'],
      ['<detail><Exception/></detail>', 'Expected StatusCode in Exception; there is none.'],
      [
        '<detail><Exception><StatusCode>2147796069</StatusCode></Exception></detail>',
        'Expected 0x and 8 hexadecimal digits as StatusCode; it is "2147796069".',
      ],
      [
        '<detail><Exception><StatusCode>0x8004c065</StatusCode></Exception><Exception/></detail>',
        'Expected one Exception; there are 2.',
      ],
      [
        '<detail><Exception><StatusCode>0x8004c065</StatusCode><StatusCode/></Exception></detail>',
        'Expected one StatusCode; there are 2.',
      ],
    ] as const)
      expect(
        fault(detail).problems.map(({ message }) => message),
        detail,
      ).toEqual([problem]);
  });

  test('is not repeated at length', () => {
    const long = `<detail><Exception><StatusCode>${'x'.repeat(10_000)}</StatusCode></Exception></detail>`;
    expect(fault(long).problems[0]?.message.length).toBeLessThan(200);
  });
});

test.describe('a status code', () => {
  test('is 0x and 8 hexadecimal digits, and its case is told', () => {
    for (const [text, letters] of [
      ['0x8004c065', 'lower'],
      ['0X8004C065', 'upper'],
      ['0x8004c0FF', 'mixed'],
      ['0x80041103', 'none'],
    ] as const)
      expect(parseStatusCode(text)).toMatchObject({ text, letters });
    for (const text of [
      '',
      '0x',
      '8004c065',
      '0x8004c06',
      '0x08004c065',
      ' 0x8004c065',
      '0x8004g065',
    ])
      expect(parseStatusCode(text), text).toBeUndefined();
  });

  test('is written as Microsoft does, and read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), code => {
        const text = formatStatusCode(code);
        expect(text).toMatch(/^0x[0-9a-f]{8}$/);
        expect(parseStatusCode(text)?.code).toBe(code);
        expect(parseStatusCode(text.toUpperCase())?.code).toBe(code);
      }),
    );
  });

  test('is known, in one of three ranges, or outside', () => {
    const kind = (code: number) => classifyStatusCode(code).kind;
    for (const { code } of statusCodes) expect(kind(code)).toBe('known');
    expect(kind(0x8004c60e)).toBe('server-range');
    expect(kind(0x8004c67f)).toBe('server-range');
    expect(kind(0x8004c680)).toBe('services-range');
    expect(kind(0x8004c6ff)).toBe('services-range');
    expect(kind(0x8004c703)).toBe('client-range');
    expect(kind(0x8004c77f)).toBe('client-range');
    for (const code of [0x8004c5ff, 0x8004c780, 0, 0x80041102, 0xffffffff])
      expect(kind(code)).toBe('outside');
  });

  test('stands once in the table, which has those of the test server', () => {
    const codes = statusCodes.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(
      statusCodes
        .filter(({ onTestServer }) => onTestServer)
        .map(({ code }) => formatStatusCode(code)),
    ).toEqual([
      '0x8004c065',
      '0x8004c600',
      '0x8004c601',
      '0x8004c602',
      '0x8004c604',
      '0x8004c605',
      '0x8004c606',
      '0x8004c60a',
      '0x8004c60b',
      '0x8004c60c',
      '0x8004c60d',
    ]);
    expect(statusCodes.filter(({ side }) => side === 'client').map(({ code }) => code)).toEqual([
      0x8004c700, 0x8004c701, 0x8004c702,
    ]);
  });
});
