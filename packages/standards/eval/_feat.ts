import { readFileSync, readdirSync } from 'node:fs';
import { openCriteriaLibrary } from '../src/library.ts';
import { createSearchIndex, splitGrams } from '../src/bigram-search.ts';
import { conditions } from '../src/classify/conditions/index.ts';
import { parseCondition, Reading, wordsOf } from '../src/classify/condition-language.ts';
const dir='/work/main/packages/standards/eval/';
const lib=openCriteriaLibrary(); const crit=lib.listCriteria();
const phrases:Record<string,string[]>={};
for(const f of readdirSync(dir).filter(n=>n.endsWith('.txt')&&n!=='general.txt')){let c='';for(const l of readFileSync(dir+f,'utf8').split('\n')){if(/^[A-Z]/.test(l))c=l.trim();if(l.startsWith('+ ')){(phrases[c]??=[]).push(l.slice(2));}}}
const docs=crit.map(c=>[{text:c.text,weight:1},{text:c.keywords.join(' '),weight:.5},{text:c.scope+c.lead,weight:.3},{text:(conditions[c.code]??[]).map(parseCondition).map(wordsOf).join(' '),weight:.7},{text:(phrases[c.code]??[]).join(' '),weight:1.2}]);
const idx=createSearchIndex(docs);
const conds=crit.map(c=>(conditions[c.code]??[]).map(parseCondition));
function feat(text:string,ind:string|undefined){const r=new Reading(text);
 let ranked=idx.rank(r.text).filter(x=>!ind||crit[x.document]!.industry===ind);
 const top=ranked[0]?.score??0; const grams=new Set(splitGrams(r.text)).size;
 let best=0,met=false,code='';let sb=-1;
 crit.forEach((c,i)=>{ if(ind&&c.industry!==ind)return; const alike=(ranked.find(x=>x.document===i)?.score??0)/(top||1); let b=0,m=false; for(const k of conds[i]!){const v=r.judge(k); if(v.share>b)b=v.share; if(v.met)m=true;} const s=(m?1:0)+b*.15+alike*.4; if(s>sb){sb=s;best=b;met=m;code=c.code}});
 return {abs:top/grams,raw:top,best,met,code,margin:(top-(ranked[1]?.score??0))/(top||1)};}
const rows:any[]=[];
let c='';for(const l of readFileSync(dir+'fresh-2.txt','utf8').split('\n')){if(/^[A-Z]/.test(l))c=l.trim();if(l.startsWith('* ')){const f=feat(l.slice(2),lib.getCriterion(c)!.industry);rows.push({y:1,...f,ok:f.code===c,t:l});}}
let ind:any;for(const l of readFileSync(dir+'general.txt','utf8').split('\n')){if(l.startsWith('@'))ind=l.slice(1).trim()||undefined;if(/^[*+] /.test(l)){rows.push({y:0,...feat(l.slice(2),ind),t:l});}}
const un=rows.filter(r=>!r.met);
console.log('unmet major',un.filter(r=>r.y).length,'unmet ordinary',un.filter(r=>!r.y).length,'met ordinary',rows.filter(r=>r.met&&!r.y).length);
for(const k of ['abs','raw','best','margin']){const p=un.filter(r=>r.y).map(r=>r[k]),n=un.filter(r=>!r.y).map(r=>r[k]);let a=0;for(const x of p)for(const y of n)a+=x>y?1:x===y?.5:0;console.log(k,'AUC',(a/p.length/n.length).toFixed(3));const q=(v:number[],f:number)=>[...v].sort((a,b)=>a-b)[Math.floor(f*(v.length-1))]!.toFixed(2);console.log('  major',[.1,.25,.5,.75,.9].map(f=>q(p,f)).join(' '),' ordinary',[.1,.25,.5,.75,.9].map(f=>q(n,f)).join(' '));}
