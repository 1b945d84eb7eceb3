import { expect, test } from '@playwright/test';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { kidForms } from '../../harness/playready/kid.ts';
import {
  kidOfConfiguration,
  readConfigurations,
  writeConfigurations,
} from '../../harness/playready/test-server/configuration.ts';
import { readCustomData, writeCustomData } from '../../harness/playready/test-server/json.ts';
import type { LicenseConfiguration } from '../../harness/playready/test-server/parameters.ts';
import { outputDemands } from '../../harness/playready/test-server/short-forms.ts';
import {
  readTestServerQuery,
  withBase64Json,
  withConfigurations,
  withLegacyQuery,
} from '../../harness/playready/test-server/url.ts';

const endpoint = 'https://test.playready.microsoft.com/service/rightsmanager.asmx';
const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const date = (text: string) => new Date(`${text}Z`);
const first = 'b6e39626-1cfb-4aa1-bcbd-4ef1aba7843a';
const second = '7c9484ba-c238-467a-869c-cdd8c7167712';
const root = '3c6f3c13-6207-4916-867c-8252b3993638';

// PlayReady-facts 4.2, 4.6, 4.7 and 1.7: as documented, and as what they mean.
const documented: readonly (readonly [string, readonly LicenseConfiguration[]])[] = [
  ['(ckt:aes128bitcbc)', [{ ckt: 'aes128bitcbc' }]],
  [
    '(begindate:20170101,expiration:20170101010000)',
    [{ begindate: date('2017-01-01T00:00:00'), expiration: date('2017-01-01T01:00:00') }],
  ],
  [
    '(persist:true,begindate:20170101,expiration:20170201,firstexp:60)',
    [
      {
        persist: true,
        begindate: date('2017-01-01T00:00:00'),
        expiration: date('2017-02-01T00:00:00'),
        firstexp: 60,
      },
    ],
  ],
  [
    `(kid:${first.toUpperCase()},sl:3000),(kid:${second.toUpperCase()},sl:2000)`,
    [
      { kid: first, sl: 3000 },
      { kid: second, sl: 2000 },
    ],
  ],
  [
    `(rootid:${root.toUpperCase()},kid:header),(isroot:true,kid:${root.toUpperCase()})`,
    [
      { rootid: root, kid: 'header' },
      { isroot: true, kid: root },
    ],
  ],
  ['(persist:true,firstexp:60)', [{ persist: true, firstexp: 60 }]],
  ['(accountid:A/uHOj7F+UaM+Jlny2obFA==)', [{ accountid: '3a87fb03-c53e-46f9-8cf8-9967cb6a1b14' }]],
  ['(errorcode:0x8004c065)', [{ errorcode: 0x8004c065 }]],
  ['(msg:clientinfo)', [{ msg: 'clientinfo' }]],
  ['(securestop:true)', [{ securestop: true }]],
  ['(revoked:true)', [{ revoked: true }]],
  ['(eccpatch:true)', [{ eccpatch: true }]],
  [
    '(keyseed:VB8xp/ZsROLmaEu3Zyug4DH0r0MmA/tTcmFMBEqL)',
    [{ keyseed: bytes('VB8xp/ZsROLmaEu3Zyug4DH0r0MmA/tTcmFMBEqL') }],
  ],
  ['(contentkey:eNqVnXrElmo2NSsn7IXeEA==)', [{ contentkey: bytes('eNqVnXrElmo2NSsn7IXeEA==') }]],
  ['(tid:AAAABBBB-0000-CCCC-1111-DDDD2222EEEE)', [{ tid: 'aaaabbbb-0000-cccc-1111-dddd2222eeee' }]],
  [
    '(dvop:(guid:ABB2C6F1-E663-4625-A945-972D17B231E7,data:AAAAAQ==))',
    [{ dvop: { guid: 'abb2c6f1-e663-4625-a945-972d17b231e7', data: bytes('AAAAAQ==') } }],
  ],
  [
    '(avop:(guid:D783A191-E083-4BAF-B2DA-E69F910B3772))',
    [{ avop: { guid: 'd783a191-e083-4baf-b2da-e69f910b3772' } }],
  ],
  [
    '(playenablers:(786627D8-C2A6-44BE-8F88-08AE255B01A7,5ABF0F0D-DC29-4B82-9982-FD8E57525BFC))',
    [
      {
        playenablers: [
          '786627d8-c2a6-44be-8f88-08ae255b01a7',
          '5abf0f0d-dc29-4b82-9982-fd8e57525bfc',
        ],
      },
    ],
  ],
  ['(maxres:1920x1080)', [{ maxres: { width: 1920, height: 1080 } }]],
  ['(explicitacp:2)', [{ explicitacp: 2 }]],
  ['(caopl:200,ucaopl:300,cvopl:500)', [{ caopl: 200, ucaopl: 300, cvopl: 500 }]],
];

for (const [text, configurations] of documented)
  test(`documented: cfg=${text}`, () => {
    expect(readConfigurations(text)).toEqual(configurations);
    expect(writeConfigurations(configurations)).toBe(text);
    const url = withConfigurations(endpoint, configurations);
    expect(url).toBe(`${endpoint}?cfg=${text}`);
    // What a URL parser, and so every HTTP client, makes of it is the same.
    expect(new URL(url).href).toBe(url);
    expect(readTestServerQuery(url)).toEqual(configurations);
  });

test('without parameters: one license with nothing said', () => {
  expect(readTestServerQuery(endpoint)).toEqual([{}]);
  expect(readTestServerQuery('/rightsmanager.asmx?tenant=7')).toEqual([{}]);
});

test('the chain of test scenario 3, with KIDs in base64', () => {
  const text =
    '(rootid:uPeXHrR3K0icGCpYMBGsZw==,kid:header),(isroot:true,kid:uPeXHrR3K0icGCpYMBGsZw==)';
  const configurations = readConfigurations(text);
  const guid = '1e97f7b8-77b4-482b-9c18-2a583011ac67';
  expect(configurations).toEqual([
    { rootid: guid, kid: 'header' },
    { isroot: true, kid: guid },
  ]);
  expect(writeConfigurations(configurations, { guids: 'base64' })).toBe(text);
  const [leaf, top] = configurations.map(kidOfConfiguration);
  expect(leaf).toBe('header');
  expect(kidForms(top as Uint8Array).header).toBe('uPeXHrR3K0icGCpYMBGsZw==');
  expect(kidOfConfiguration({})).toBeUndefined();
});

test('other names and spellings of the same', () => {
  expect(
    readConfigurations(
      '(enddate:20170131235959,firstplayexpiration:60,ckt:aescbc,ck:W31bfVt9W31bfVt9W31bfQ==,errorcode:8004C60B,playenablers:786627D8-C2A6-44BE-8F88-08AE255B01A7)',
    ),
  ).toEqual([
    {
      expiration: date('2017-01-31T23:59:59'),
      firstexp: 60,
      ckt: 'aes128bitcbc',
      contentkey: bytes('W31bfVt9W31bfVt9W31bfQ=='),
      errorcode: 0x8004c60b,
      playenablers: ['786627d8-c2a6-44be-8f88-08ae255b01a7'],
    },
  ]);
});

test('extended rights and restrictions; unused bits of base64 do not count', () => {
  const restriction = { mustunderstand: true, besteffort: false, data: Uint8Array.of(2) };
  const member = (type: number) => `(type:${type},mustunderstand:true,besteffort:false,data:Ah==)`;
  const written = (type: number) => member(type).replace('Ah==', 'Ag==');
  const right = [{ extendedright: { type: 500, extended: [{ type: 400, ...restriction }] } }];
  expect(readConfigurations(`(extendedright:(type:500,extended:(${member(400)})))`)).toEqual(right);
  expect(writeConfigurations(right)).toBe(`(extendedright:(type:500,extended:(${written(400)})))`);
  const two = [400, 401].map(type => ({ type, ...restriction }));
  expect(readConfigurations(`(extendedrestrictions:(${member(400)},${member(401)}))`)).toEqual([
    { extendedrestrictions: two },
  ]);
  expect(writeConfigurations([{ extendedrestrictions: two }])).toBe(
    `(extendedrestrictions:(${written(400)},${written(401)}))`,
  );
});

test('short forms stand for what is documented', () => {
  const long =
    '(dvop:(guid:9645E831-E01D-4FFF-8342-0A720E3E028F,data:AAAEOAAAB4A=),avop:(guid:C3FD11C6-F8B7-4D20-B008-1DB17D61F2DA,data:AgAAAA==),playenablers:(B621D91F-EDCC-4035-8D4B-DC71760D43E9,786627D8-C2A6-44BE-8F88-08AE255B01A7))';
  const short = '(maxres:1920x1080,explicitacp:2,allowunknownsd:true,allowunknownhd:true)';
  const [demands, same] = [long, short].map(text => readConfigurations(text).map(outputDemands));
  expect(same).toEqual(demands);
  expect(outputDemands({ allowunknownsd: false, allowunknownhd: false }).playEnablers).toEqual([]);
  const scms = { guid: '6d5cfa59-c250-4426-930e-fac72c8fcfa6' };
  expect(outputDemands({ daop: scms }).digitalAudio).toEqual([scms]);
});

test('JSON in CustomData and in base64', () => {
  const configurations = [
    { kid: first, sl: 3000 },
    { kid: second, sl: 2000 },
  ] as const;
  // PlayReady-facts 4.4, the two documented examples.
  const customData = `json=[{'kid':'${first.toUpperCase()}','sl':'3000'},{'kid':'${second.toUpperCase()}','sl':'2000'}]`;
  expect(writeCustomData(configurations)).toBe(customData);
  expect(readCustomData(customData)).toEqual(configurations);
  expect(readCustomData('User=Roland')).toBeUndefined();
  expect(readCustomData(' json=[ { "sl" : 3000 , "persist" : true } ] ')).toEqual([
    { sl: 3000, persist: true },
  ]);
  const url = `${endpoint}?cfg64=W3sna2lkJzonQjZFMzk2MjYtMUNGQi00QUExLUJDQkQtNEVGMUFCQTc4NDNBJywnc2wnOiczMDAwJ30seydraWQnOic3Qzk0ODRCQS1DMjM4LTQ2N0EtODY5Qy1DREQ4QzcxNjc3MTInLCdzbCc6JzIwMDAnfV0=`;
  expect(withBase64Json(endpoint, configurations)).toBe(url);
  expect(readTestServerQuery(url)).toEqual(configurations);
});

test('the legacy syntax, as far as it was seen', () => {
  for (const [query, configuration] of [
    [
      'PlayRight=1&FirstPlayExpiration=60&UncompressedDigitalVideoOPL=270',
      { persist: true, playright: true, firstexp: 60, ucvopl: 270 },
    ],
    ['PlayRight=1&UseSimpleNonPersistentLicense=1', { playright: true, simple: true }],
    ['SecurityLevel=2000&RealTimeExpiration=1', { persist: true, sl: 2000, realtime: true }],
    ['MaxResDecode=1920x1080', { persist: true, maxres: { width: 1920, height: 1080 } }],
    ['UseSimpleNonPersistentLicense=1&SecureStop=1', { simple: true, securestop: true }],
    ['ErrorCode=0x8004C606', { persist: true, errorcode: 0x8004c606 }],
    [
      'PlayEnablers=786627D8-C2A6-44BE-8F88-08AE255B01A7',
      { persist: true, playenablers: ['786627d8-c2a6-44be-8f88-08ae255b01a7'] },
    ],
  ] as const) {
    const url = `${endpoint}?${query}`;
    expect.soft(readTestServerQuery(url)).toEqual([configuration]);
    expect.soft(withLegacyQuery(endpoint, { ...configuration })).toBe(url);
  }
  const guid = 'abb2c6f1-e663-4625-a945-972d17b231e7';
  const hdcp = { persist: true, dvop: { guid, data: bytes('AAAAAQ==') } };
  const literal = `DigitalVideoOutputProtection={${guid.toUpperCase()}};AAAAAQ==`;
  expect(readTestServerQuery(`${endpoint}?${literal}`)).toEqual([hdcp]);
  const encoded = literal.replace('{', '%7B').replace('}', '%7D');
  expect(withLegacyQuery(endpoint, hdcp)).toBe(`${endpoint}?${encoded}`);
  const key = { persist: true, contentkey: bytes('+/+/+/+/+/+/+/+/+/+/+w==') };
  expect(withLegacyQuery(endpoint, key)).toContain('ContentKey=%2B/%2B/');
  expect(readTestServerQuery(withLegacyQuery(endpoint, key))).toEqual([key]);
  expect(readTestServerQuery(`${endpoint}?ContentKey=+/+/+/+/+/+/+/+/+/+/+w==`)).toEqual([key]);
});

test('a query that is there stays, and a fragment', () => {
  const one = [{ persist: true }];
  for (const [before, after] of [
    ['http://a.example/r.asmx?', 'http://a.example/r.asmx?cfg=(persist:true)'],
    ['http://a.example/r.asmx?t=1', 'http://a.example/r.asmx?t=1&cfg=(persist:true)'],
    ['http://a.example/r.asmx?t=1&', 'http://a.example/r.asmx?t=1&cfg=(persist:true)'],
    ['http://a.example/r.asmx#x', 'http://a.example/r.asmx?cfg=(persist:true)#x'],
  ] as const) {
    expect(withConfigurations(before, one)).toBe(after);
    expect(readTestServerQuery(after)).toEqual(one);
  }
  expect(withLegacyQuery(endpoint, { persist: true })).toBe(endpoint);
});

test('percent-encoding that a client added is undone', () => {
  expect(readTestServerQuery('/r.asmx?cfg=%28sl%3A3000%29%2C%28sl:150%29')).toEqual([
    { sl: 3000 },
    { sl: 150 },
  ]);
});

for (const [query, says] of [
  ['cfg=', 'a group in parentheses for each license'],
  ['cfg=,', 'Expected a name or value at character 1'],
  ['cfg=sl:3000', 'a group in parentheses for each license'],
  ['cfg=(sl:3000', '"," or ")" at character 9 of the cfg; found its end'],
  ['cfg=(sl:3000))', '"," or the end'],
  ['cfg=(sl)', 'Expected name:value; found a value alone'],
  ['cfg=(sl:3000, persist:true)', 'no blank'],
  ['cfg=(sl:3000,%20persist:true)', 'no blank'],
  ['cfg=(sl:3000,sl:150)', 'sl once for a license'],
  ['cfg=(expiration:20170101,enddate:20170102)', 'expiration once'],
  ['cfg=(ls:3000)', 'found "ls". Did you mean sl'],
  ['cfg=(sl:151)', 'sl: Expected one of 150, 2000, 3000; found "151"'],
  ['cfg=(persist:yes)', 'persist: Expected true or false'],
  ['cfg=(persist:(true))', 'found a group'],
  ['cfg=(firstexp:-1)', 'a whole number'],
  ['cfg=(firstexp:4294967296)', 'a whole number'],
  ['cfg=(begindate:20170230)', 'a date'],
  ['cfg=(begindate:2017013124)', 'a date'],
  ['cfg=(begindate:20170131240000)', 'a date'],
  ['cfg=(kid:head)', 'kid: Expected base64 of the 16 bytes'],
  ['cfg=(contentkey:A)', 'contentkey: Expected base64'],
  ['cfg=(keyseed:AAAA)', 'at least 30 bytes; found 3'],
  ['cfg=(errorcode:8004)', 'a status code'],
  ['cfg=(maxres:1920)', 'a resolution'],
  ['cfg=(explicitacp:4)', 'one of 0, 1, 2, 3'],
  ['cfg=(msg:serverinfo)', 'one of clientinfo'],
  ['cfg=(dvop:(data:AAAA))', 'Expected guid in the group'],
  ['cfg=(dvop:(guid:x,guid:x))', 'guid, data, once each'],
  ['cfg=(playenablers:())', 'at least one of GUIDs'],
  ['cfg=((((((((((((sl:3000))))))))))))', 'nested at most 8 deep'],
  // The documents' example lacks a parenthesis and has a blank.
  [
    'cfg=(extendedright:(type:500,extended:((type:400, mustunderstand:true,besteffort:false,data:Ah==)))',
    'no blank',
  ],
  ['cfg=(sl:3000)&cfg=(sl:150)', 'Expected one of cfg'],
  ['cfg=(sl:3000)&SecurityLevel=150', 'Expected one of cfg'],
  ['cfg=%', 'percent-encoded UTF-8'],
  ['cfg64=', 'Expected base64 after cfg64='],
  ['cfg64=W10=', 'at least one license'],
  ['cfg64=W3s=', 'a quoted text in the JSON; found its end'],
  ['SecurityLevel=1', 'sl: Expected one of 150'],
  ['PlayRight=yes', 'playright: Expected true or false'],
] as const)
  test(`refused: ${query}`, () => {
    const read = () => readTestServerQuery(`/rightsmanager.asmx?${query}`);
    expect(read).toThrow(PlayReadyError);
    expect(read).toThrow(says);
  });

for (const [what, write, says] of [
  ['no license', () => writeConfigurations([]), 'at least one license'],
  ['a fraction', () => writeConfigurations([{ firstexp: 1.5 }]), 'a whole number'],
  ['no date', () => writeConfigurations([{ begindate: new Date(Number.NaN) }]), 'a date'],
  ['a date of five digits', () => writeConfigurations([{ begindate: new Date(1e15) }]), 'a date'],
  ['a KID that is none', () => writeConfigurations([{ kid: 'x),(sl:1' }]), 'kid: Expected'],
  ['a short key seed', () => writeConfigurations([{ keyseed: new Uint8Array(3) }]), '30 bytes'],
  ['no URL', () => withConfigurations('rightsmanager.asmx', [{}]), 'the URL of a license server'],
  ['a file', () => withConfigurations('file:///etc/passwd', [{}]), 'the URL of a license server'],
  [
    'an endpoint with a cfg',
    () => withConfigurations(`${endpoint}?cfg=(sl:150)`, [{}]),
    'configures no licenses itself',
  ],
  ['a group in JSON', () => writeCustomData([{ playenablers: [first] }]), 'is not public'],
  [
    'a KID in the legacy syntax',
    () => withLegacyQuery(endpoint, { kid: first }),
    'kid is not among',
  ],
  [
    'two enablers in the legacy syntax',
    () => withLegacyQuery(endpoint, { playenablers: [first, second] }),
    'one play enabler',
  ],
  [
    'a legacy license of neither kind',
    () => withLegacyQuery(endpoint, { persist: false }),
    'either a persistent license',
  ],
] as const)
  test(`not written: ${what}`, () => {
    expect(write).toThrow(PlayReadyError);
    expect(write).toThrow(says);
  });

test('no message quotes a key', () => {
  const key = 'c2VjcmV0IGNvbnRlbnQga2V5';
  for (const query of [
    `cfg=(contentkey:${key}A)`,
    `cfg=(contentkey:${key}%21)`,
    `cfg=(${key})`,
    `cfg=${key}`,
    `cfg=(keyseed:${key})`,
    `ContentKey=${key}!`,
    `cfg64=${key}!`,
    `cfg64=${Buffer.from(`['${key}']`).toString('base64')}`,
    `cfg64=${Buffer.from(`[{'contentkey':'${key}A'}]`).toString('base64')}`,
    `cfg64=${Buffer.from(`[{'contentkey':${key}}]`).toString('base64')}`,
  ]) {
    let message = '';
    try {
      readTestServerQuery(`/r.asmx?${query}`);
    } catch (error) {
      message = error instanceof Error ? error.message : '';
    }
    expect.soft(message, query).toMatch(/^(?:\w+: )?Expected /);
    expect.soft(message, query).not.toContain(key.slice(0, 8));
  }
});
