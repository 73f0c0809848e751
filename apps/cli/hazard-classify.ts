import { readFile } from 'node:fs/promises';
import { StartupError } from '@zhiben/platform/server/startup-error.ts';
import { type Classification, classifyHazard, classifyMany, getCriterion } from '@zhiben/standards';
import { z } from 'zod';

const manySchema = z.array(
  z.object({ id: z.union([z.string(), z.number()]), text: z.string(), industry: z.string().nullish() }),
);

interface Options {
  readonly text?: string;
  readonly industry?: string;
  readonly file?: string;
  readonly json?: boolean;
}

export async function classify({ text, industry, file, json }: Options): Promise<void> {
  if ((text === undefined) === (file === undefined))
    throw new StartupError('请用 --text 给出描述，或用 --file 给出文件，二者选一。');
  if (file !== undefined) {
    const questions = (await readQuestions(file)).map(({ industry, ...q }) => ({
      ...q,
      industry: industry ?? undefined,
    }));
    const answers = classifyMany(questions);
    console.log(json ? JSON.stringify(answers) : answers.map((a) => `${a.id}\n${say(a)}`).join('\n'));
    return;
  }
  const answer = classifyHazard({ text: text as string, industry });
  console.log(json ? JSON.stringify(answer) : say(answer));
}

async function readQuestions(file: string): Promise<z.infer<typeof manySchema>> {
  const content = await readFile(file, 'utf8').catch(() => {
    throw new StartupError(`无法读取 ${file}。`);
  });
  try {
    return manySchema.parse(JSON.parse(content));
  } catch {
    throw new StartupError(`${file} 应为 JSON 数组，每项有 id、text，可有 industry。`);
  }
}

const VERDICTS: Record<Classification['verdict'], string> = {
  major: '可能构成重大事故隐患',
  general: '没有符合的条款，按一般隐患处理',
  unsure: '不能确定，请人工对照条款',
};

function say({ verdict, candidates }: Classification): string {
  const lines = candidates.map(({ code, score, because }) => {
    const criterion = getCriterion(code);
    return `  ${score.toFixed(2)}  ${code}  ${criterion?.text ?? ''}（${because.join('、')}）`;
  });
  return [VERDICTS[verdict], ...lines].join('\n');
}
