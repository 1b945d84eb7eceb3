import type { SoapVersion } from '../soap/version.ts';
import type { WsdlComparison } from './compare-wsdl.ts';
import type { Discovery, EndpointFound } from './discovery.ts';
import type { TlsCertificate, TlsFacts } from './tls.ts';

/** How people call the versions of SOAP. */
export const versionNames: Readonly<Record<SoapVersion, string>> = { soap11: '1.1', soap12: '1.2' };
const documents = { rmsi: 'MS-RMSI', rmpr: 'MS-RMPR' } as const;

/** A discovery for people: facts, endpoints, and the differences of their WSDLs. */
export function renderDiscovery(discovery: Discovery): string {
  const { baseUrl, requests, endpoints } = discovery;
  const found = endpoints.filter(({ answers }) => answers !== 'absent');
  const missing = endpoints.filter(({ answers }) => answers === 'absent');
  return [
    `${baseUrl} (${count(requests, 'request')})`,
    ...table(factsOf(discovery)),
    ...(found.length === 0 ? [] : ['', ...table(found.map(endpointRow))]),
    ...(missing.length === 0
      ? []
      : ['', `  not there (HTTP 404): ${missing.map(({ path }) => path).join(', ')}`]),
    ...(found.some(({ wsdl }) => wsdl !== undefined) ? [''] : []),
    ...found.flatMap(({ path, specification, wsdl }) =>
      wsdl === undefined ? [] : renderWsdl(path, documents[specification], wsdl),
    ),
    ...harmlessReasons(found),
  ].join('\n');
}

type Row = readonly [string, string];

function factsOf(discovery: Discovery): readonly Row[] {
  const { state, soapVersions, versionRanges, authentication, products, clock, tls } = discovery;
  const ranges = versionRanges.map(
    ({ minimum, maximum, onFaults }) =>
      `${minimum} to ${maximum} (${onFaults ? 'on faults' : 'on successes'})`,
  );
  const facts: Row[] = discovery.reachable
    ? [
        ['state', state],
        ['SOAP', soapVersions.map(version => versionNames[version]).join(', ') || 'no answer'],
        ['data versions', ranges.join('; ') || 'none stated'],
        ['authentication', authentication.join(', ') || 'none asked for'],
        [
          'products',
          products.map(({ header, value }) => `${header}: ${value}`).join('; ') || 'none named',
        ],
      ]
    : [];
  if (clock !== undefined) facts.push(['clock', describeSkew(clock)]);
  if (tls !== undefined) {
    facts.push(['TLS', describeTls(tls)]);
    for (const [index, certificate] of tls.chain.entries())
      facts.push([index === 0 ? 'certificate' : '', describeCertificate(certificate)]);
  }
  return facts;
}

function describeSkew({
  skewSeconds,
  uncertaintySeconds,
}: NonNullable<Discovery['clock']>): string {
  const uncertainty = `give or take ${uncertaintySeconds} s`;
  if (Math.abs(skewSeconds) <= uncertaintySeconds) return `as ours (${uncertainty})`;
  return `${Math.abs(skewSeconds)} s ${skewSeconds > 0 ? 'ahead of' : 'behind'} ours (${uncertainty})`;
}

function describeTls({ protocol, cipher, trusted, problem, nameMatches }: TlsFacts): string {
  return [
    `${protocol}, ${cipher}`,
    trusted ? 'trusted' : `not trusted (${problem ?? 'unknown'})`,
    ...(nameMatches ? [] : ['for another name']),
  ].join('; ');
}

function describeCertificate(certificate: TlsCertificate): string {
  const { subject, issuer, daysToExpiry, selfSigned } = certificate;
  return [
    subject,
    selfSigned ? 'self-signed' : `issued by ${issuer}`,
    daysToExpiry < 0
      ? `expired ${count(-daysToExpiry, 'day')} ago`
      : `expires in ${count(daysToExpiry, 'day')}`,
  ].join('; ');
}

function endpointRow({
  path,
  answers,
  soapVersions,
  exceptions,
  status,
  detail,
}: EndpointFound): Row {
  if (answers !== 'soap') return [path, `${answers}: ${detail}`];
  const versions =
    soapVersions.map(each => versionNames[each]).join(', ') || 'of the other version';
  const innermost = exceptions.at(-1);
  const answer = innermost === undefined ? detail : `HTTP ${status ?? '?'}, ${innermost}`;
  return [path, `SOAP ${versions}: ${answer}`];
}

function renderWsdl(path: string, document: string, wsdl: WsdlComparison): readonly string[] {
  const { problem, refersTo, differences, total, harmless } = wsdl;
  const others = total - harmless;
  const shown = differences.filter(difference => difference.harmless === undefined);
  const verdict =
    problem !== undefined
      ? `not read: ${problem}`
      : others === 0
        ? `as in ${document}`
        : `${count(others, 'difference')} to ${document}`;
  return [
    `  ${path}?wsdl: ${verdict}${harmless > 0 ? `, ${harmless} harmless` : ''}`,
    ...shown.flatMap(({ what, expected, found }) => [
      `    ${what}`,
      `      expected ${expected ?? 'nothing'}`,
      `      found    ${found ?? 'nothing'}`,
    ]),
    ...(others > shown.length ? [`    and ${others - shown.length} more`] : []),
    ...(refersTo.length === 0
      ? []
      : [`    parts of it stand elsewhere and were not fetched: ${refersTo.join(', ')}`]),
  ];
}

/** Why differences are of no consequence, each reason once. */
function harmlessReasons(endpoints: readonly EndpointFound[]): readonly string[] {
  const reasons = new Map<string, Set<string>>();
  for (const { wsdl } of endpoints)
    for (const { what, harmless } of wsdl?.differences ?? [])
      if (harmless !== undefined)
        reasons.set(harmless, (reasons.get(harmless) ?? new Set()).add(what));
  if (reasons.size === 0) return [];
  return [
    '',
    '  harmless differences:',
    ...[...reasons].map(([reason, what]) => {
      const [first, ...more] = [...what];
      const names = [first, ...more.slice(0, 3)].join('; ');
      return `    ${names}${more.length > 3 ? ` and ${more.length - 3} more` : ''}: ${reason}`;
    }),
  ];
}

function table(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
