/**
 * Currencies that ISO 4217 has withdrawn (its list three), so that an order of their time can still be read. Money funds
 * without a minor unit are not among them. A currency is added here when ISO 4217 drops it, and never taken out.
 */
const TWO_DECIMALS =
  'AFA ALK ANG AOK AON AOR ARA ARP ARY ATS AYM AZM BAD BEL BGJ BGK BGL BGN BOP BRB BRC BRE BRN BRR BUK CHC CSD CSJ ' +
  'CSK CUC CYP DDM DEM ECS ECV EEK ESA ESB FIM FRF GEK GHC GHP GNE GNS GQE GWE GWP HRD HRK IEP ILP ILR ISJ LAJ LSM ' +
  'LTL LTT LVL LVR MAF MLF MRO MTL MTP MVQ MXP MZE MZM NIC NLG PEH PEI PES PLZ RHD ROK ROL RUR SDD SDP SIT SKK SLL ' +
  'SRG STD SUR TJR TMM UAK UGS UGW USS UYN UYP VEB VEF VNC XEU YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWC ZWD ZWL ZWN ZWR';
const NO_DECIMALS = 'ADP BEC BEF BYB BYR ESP GRD ITL LUC LUF LUL MGF PTE TPE TRL';

/** Each with the decimals that it had. */
export const WITHDRAWN_CURRENCIES: readonly { readonly code: string; readonly minorUnit: number }[] = [
  ...TWO_DECIMALS.split(' ').map((code) => ({ code, minorUnit: 2 })),
  ...NO_DECIMALS.split(' ').map((code) => ({ code, minorUnit: 0 })),
];
