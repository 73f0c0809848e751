import type { ConditionTable } from '../condition-language.ts';
import { construction } from './construction.ts';

const same = (...codes: string[]) => codes.flatMap((code) => construction[code] ?? []);

/** The 2022 edition (建质规〔2022〕2号, replaced 2024-12-13): its clauses by those of the edition that followed. */
export const construction2022: ConditionTable = {
  'CT22-04-1': same('CT-04-1'),
  'CT22-04-2': same('CT-04-2'),
  'CT22-04-3': same('CT-04-3'),
  'CT22-04-4': same('CT-04-4'),
  'CT22-05-1': same('CT-05-1'),
  'CT22-05-2': same('CT-05-2'),
  'CT22-05-3': same('CT-05-3'),
  'CT22-05-4': same('CT-05-4'),
  'CT22-06-1': same('CT-06-1'),
  'CT22-06-2': same('CT-06-2'),
  'CT22-06-3': same('CT-06-3'),
  'CT22-07-1': same('CT-07-1'),
  'CT22-07-2': same('CT-07-2'),
  'CT22-07-3': ['爬架|附着升降|附着式|升降脚手架 & -验收|验收合格'],
  'CT22-07-4': same('CT-07-3'),
  'CT22-07-5': [
    '爬架|附着升降|附着式|升降脚手架 & 悬臂 & #(米|m)>6',
    '爬架|附着升降|附着式|升降脚手架 & 悬臂 & +超|大于|过高|2/5',
  ],
  'CT22-08-1': same('CT-08-1'),
  'CT22-08-2': same('CT-08-7'),
  'CT22-08-3': same('CT-08-6'),
  'CT22-08-4': same('CT-08-3'),
  'CT22-08-5': same('CT-08-4'),
  'CT22-08-6': ['{施工电梯} & 防坠|安全器 & +过期|超期|未检|超过.{0,6}有效期', '{施工电梯} & 标准节 & +缺|失效|松|断'],
  'CT22-08-7': same('CT-08-2'),
  'CT22-09-1': same('CT-09-1'),
  'CT22-09-2': same('CT-09-2'),
  'CT22-09-3': same('CT-09-3'),
  'CT22-10-0': same('CT-10-1'),
  'CT22-11-1': same('CT-11-2'),
  'CT22-11-2': same('CT-11-3'),
  'CT22-12-0': same('CT-12-2'),
  'CT22-13-1': same('CT-13-1'),
  'CT22-13-2': same('CT-13-2'),
  'CT22-14-0': same('CT-16-0'),
  'CT22-15-0': same('CT-17-0'),
};
