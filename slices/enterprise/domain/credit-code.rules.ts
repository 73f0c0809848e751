const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The check character of the first 17 of a unified social credit code (GB 32100-2015 §4.6: weights 3^i mod 31). */
export function creditCodeCheck(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const char of first17) {
    sum += ALPHABET.indexOf(char) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31] as string;
}

/** Why a text is no unified social credit code, in Chinese; null when it is one. */
export function creditCodeFault(code: string): string | null {
  if (code.length !== 18) return '统一社会信用代码应为 18 位';
  if (![...code].every((c) => ALPHABET.includes(c))) return '统一社会信用代码只含数字和大写字母，且不含 I、O、S、V、Z';
  if (creditCodeCheck(code.slice(0, 17)) !== code[17]) return '统一社会信用代码的校验位不对，请核对是否录错';
  return null;
}
