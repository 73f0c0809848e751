/** The product's name, as the title of tabs and the head of the console say it. */
export const PRODUCT = '治本';
export const PRODUCT_LONG = '安全生产治本攻坚平台';
