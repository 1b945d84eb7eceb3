import type { OutputProtection, Resolution } from './groups.ts';
import type { LicenseConfiguration } from './parameters.ts';

/** The GUIDs that the short forms stand for (PlayReady-facts 4.2). */
export const shortFormGuids = {
  explicitacp: 'c3fd11c6-f8b7-4d20-b008-1db17d61f2da',
  maxres: '9645e831-e01d-4fff-8342-0a720e3e028f',
  allowunknownsd: 'b621d91f-edcc-4035-8d4b-dc71760d43e9',
  allowunknownhd: '786627d8-c2a6-44be-8f88-08ae255b01a7',
} as const;

/** What a configuration demands of outputs, its short forms written out. */
export interface OutputDemands {
  readonly digitalVideo: readonly OutputProtection[];
  readonly digitalAudio: readonly OutputProtection[];
  readonly analogVideo: readonly OutputProtection[];
  /** GUIDs. */
  readonly playEnablers: readonly string[];
}

/**
 * The output protections and play enablers of a configuration, with `explicitacp`, `maxres`,
 * `allowunknownsd` and `allowunknownhd` as what they are short for (PlayReady-facts 4.2).
 */
export function outputDemands(configuration: LicenseConfiguration): OutputDemands {
  const { dvop, daop, avop, playenablers, explicitacp, maxres } = configuration;
  const { allowunknownsd, allowunknownhd } = configuration;
  return {
    digitalVideo: [...some(dvop), ...some(maxres && maximumResolution(maxres))],
    digitalAudio: some(daop),
    analogVideo: [
      ...some(avop),
      ...(explicitacp === undefined ? [] : [automaticGainControl(explicitacp)]),
    ],
    playEnablers: [
      ...(playenablers ?? []),
      ...(allowunknownsd === true ? [shortFormGuids.allowunknownsd] : []),
      ...(allowunknownhd === true ? [shortFormGuids.allowunknownhd] : []),
    ],
  };
}

/** Height before width, each 32 bits, big-endian. */
function maximumResolution({ width, height }: Resolution): OutputProtection {
  const data = Buffer.alloc(8);
  data.writeUInt32BE(height, 0);
  data.writeUInt32BE(width, 4);
  return { guid: shortFormGuids.maxres, data: new Uint8Array(data) };
}

/** 32 bits, little-endian, as the documents' example has it. */
function automaticGainControl(value: number): OutputProtection {
  return { guid: shortFormGuids.explicitacp, data: Uint8Array.of(value, 0, 0, 0) };
}

function some<Value>(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : [value];
}
