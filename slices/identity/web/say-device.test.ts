import { expect, it } from 'vitest';
import { sayDevice } from './say-device.ts';

it.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0',
    'Windows 上的 Edge',
  ],
  [
    'Mozilla/5.0 (Linux; Android 13; V2204A) AppleWebKit/537.36 Version/4.0 Chrome/107 Mobile Safari/537.36 MicroMessenger/8.0',
    'Android 上的 微信',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1',
    'iOS 上的 Safari',
  ],
  ['curl/8.0', '浏览器'],
])('%s', (userAgent, words) => {
  expect(sayDevice(userAgent)).toBe(words);
});
