/** How V1 answers petitions (MS-DRMCD 3.2.5.5.2). */
export interface PetitionRules {
  /** `nth` counts the petitions of the server, from 0. */
  readonly petitionStatus: (nth: number) => number;
  readonly writePetitionAnswer: (challengeUrl: string) => string;
  /** Whether a challenge is taken whose URL no petition was answered with, or not for the first time. */
  readonly takesUnpetitioned: boolean;
}

export const conformingPetition: PetitionRules = {
  petitionStatus: () => 200,
  writePetitionAnswer: challengeUrl => challengeUrl,
  takesUnpetitioned: false,
};
