import { Button, Drawer, Select } from 'antd';
import { useState } from 'react';
import {
  bandOf,
  SCORE_TABLE_NAMES,
  SCORE_TABLE_SOURCE,
  SCORE_TABLES,
  type ScoreTableName,
} from '../domain/assessment.tables.ts';
import { LEVELS } from '../domain/risk.terms.ts';
import { RiskLevel } from './RiskLevel.tsx';

/** The whole table of a method beside the form: each score with its meaning, the bands, and where they come from. */
export function ScoreTableHelp({ table }: { table: ScoreTableName }) {
  const [shown, setShown] = useState<ScoreTableName | null>(null);
  return (
    <>
      <Button type="link" size="small" onClick={() => setShown(table)}>
        看评分表
      </Button>
      <Drawer open={shown !== null} title="评分表" size={560} onClose={() => setShown(null)}>
        {shown && <Table name={shown} onChoose={setShown} />}
      </Drawer>
    </>
  );
}

function Table({ name, onChoose }: { name: ScoreTableName; onChoose: (name: ScoreTableName) => void }) {
  const table = SCORE_TABLES[name];
  const formula = `${table.product} = ${table.factors.map(({ key }) => key).join(' × ')}`;
  return (
    <div className="zb-score-table">
      <Select
        aria-label="评价方法"
        value={name}
        onChange={onChoose}
        options={SCORE_TABLE_NAMES.map((one) => ({ value: one, label: SCORE_TABLES[one].label }))}
      />
      <p>
        风险值 <code>{formula}</code>，按下表取分，算式和分值随评价保存，可以复算。
      </p>
      <table>
        <caption>风险等级</caption>
        <thead>
          <tr>
            <th scope="col">风险值</th>
            <th scope="col">等级</th>
          </tr>
        </thead>
        <tbody>
          {LEVELS.map((level) => (
            <tr key={level}>
              <th scope="row">{bandOf(table, level)}</th>
              <td>
                <RiskLevel level={level} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {table.factors.map((factor) => (
        <table key={factor.key}>
          <caption>
            {factor.key}　{factor.name}
          </caption>
          <thead>
            <tr>
              <th scope="col">分值</th>
              <th scope="col">判断标准</th>
            </tr>
          </thead>
          <tbody>
            {factor.options.map(([score, meaning]) => (
              <tr key={score}>
                <th scope="row">{score}</th>
                <td>{meaning}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <p className="zb-assess-source">{SCORE_TABLE_SOURCE}</p>
    </div>
  );
}
