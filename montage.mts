import sharp from 'sharp';
const [out, ...files] = process.argv.slice(2);
const metas = await Promise.all(files.map((f) => sharp(f).metadata()));
const h = Math.min(1500, Math.max(...metas.map((m) => m.height!)));
let x = 0; const parts = [];
for (const [i, f] of files.entries()) { const m = metas[i]!; parts.push({ input: await sharp(f).extract({left:0,top:0,width:m.width!,height:Math.min(m.height!,h)}).toBuffer(), left: x, top: 0 }); x += m.width! + 12; }
await sharp({ create: { width: x, height: h, channels: 3, background: '#888' } }).composite(parts).png().toFile(out!);
