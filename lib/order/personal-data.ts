import * as v from 'valibot';

/**
 * What a canonical field may tell about a person. Logs and command output redact by it.
 * - `none`: nothing about a person.
 * - `personal`: who somebody is or what they do: names, free texts, internet addresses.
 * - `contact`: how to reach them: e-mail, telephone.
 * - `address`: where they are.
 * - `payment`: how they pay.
 */
export type PersonalDataClass = 'none' | 'personal' | 'contact' | 'address' | 'payment';

/** A text of that class. Empty texts are absent in the canonical order, so that they do not fit. */
export const text = (personalData: PersonalDataClass) =>
  v.pipe(v.string(), v.nonEmpty(), v.metadata({ personalData }));

/** A text, or several. */
export const textOrList = (personalData: PersonalDataClass) =>
  v.pipe(v.union([text(personalData), v.array(text(personalData))]), v.metadata({ personalData }));

/** The JSON of a provider's own free field, whatever it holds. */
export const free = (personalData: PersonalDataClass) => v.pipe(v.unknown(), v.metadata({ personalData }));

/** A yes or no. None of them tells about a person, unless said otherwise. */
export const flag = (personalData: PersonalDataClass = 'none') =>
  v.pipe(v.boolean(), v.metadata({ personalData }));
