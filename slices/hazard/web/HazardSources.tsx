import { Link, useNavigate } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { listDuplicates, mergeHazard, partHazard } from '../domain/hazard-duplicates.contract.ts';
import './plain-table.css';

interface HazardSourcesProps {
  readonly id: string;
  readonly version: number;
}

/** Where it came from, reports that may be the same, and what was merged: shown only where there is any. */
export function HazardSources({ id, version }: HazardSourcesProps) {
  const { data } = useCall(listDuplicates, { params: { id } });
  const merge = useCommand(mergeHazard);
  const part = useCommand(partHazard);
  const confirm = useConfirm();
  const notice = useNotice();
  const navigate = useNavigate();
  if (!data) return null;
  const { alike, pieces, sources, mergedInto, importedFrom, mayMerge, mayPart } = data;
  if (alike.length + sources.length + pieces.length === 0 && !mergedInto && !importedFrom) return null;
  const askMerge = (keptId: string, number: string, because: readonly string[]) =>
    confirm({
      title: `并入 ${number}？`,
      consequence: '本条以“不构成隐患（重复上报）”办结，记录和来源保留，以后可以撤回合并。',
      verb: '并入',
      run: async () => {
        const body = { commandId: newId(), expectedVersion: version, keptId, reason: because.join('，') || '重复上报' };
        await merge.run({ params: { id }, body });
        notice(`已并入 ${number}`);
      },
    });
  const askPart = () =>
    confirm({
      title: '撤回合并？',
      consequence: '按原来的描述、来源和发现日期重新登记为一条线索，由部门认定。',
      verb: '撤回合并',
      run: async () => {
        const body = { commandId: newId(), id: newId(), reason: '经核实不是同一隐患' };
        await part.run({ params: { id }, body });
        await navigate({ to: `/hazards/${body.id}` } as never);
      },
    });
  return (
    <Section title="来源与重复">
      {importedFrom && (
        <p>
          导入自“{importedFrom.fileName}”第 {importedFrom.row} 行
          {importedFrom.channelName ? `，原发现渠道：${importedFrom.channelName}` : '，原台账未注明发现渠道'}
        </p>
      )}
      {mergedInto && (
        <p>
          已并入 <Link to={`/hazards/${mergedInto.id}` as never}>{mergedInto.number}</Link>{' '}
          {mayPart && (
            <Button size="small" onClick={askPart}>
              撤回合并
            </Button>
          )}
        </p>
      )}
      {sources.map((source) => (
        <p key={source.id}>
          并入的来源：<Link to={`/hazards/${source.id}` as never}>{source.number}</Link>（{source.channelName}，
          {source.discoveredOn} 发现），{sayInstant(source.mergedAt)} 合并
        </p>
      ))}
      {alike.length > 0 && (
        <table className="zb-plain-table zb-stacking">
          <thead>
            <tr>
              <th scope="col">疑似同一隐患</th>
              <th scope="col">相似之处</th>
              {mayMerge && <th scope="col">办理</th>}
            </tr>
          </thead>
          <tbody>
            {alike.map(({ hazard, score, because }) => (
              <tr key={hazard.id}>
                <td>
                  <Link to={`/hazards/${hazard.id}` as never}>{hazard.number}</Link>
                  <small>{hazard.description}</small>
                </td>
                <td>
                  {Math.round(score * 100)} 分<small>{because.join('；')}</small>
                </td>
                {mayMerge && (
                  <td>
                    <Button size="small" onClick={() => askMerge(hazard.id, hazard.number, because)}>
                      并入
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {pieces.length > 0 && (
        <p>
          同一部位三日内另登记 {pieces.length} 条一般隐患，请核对是否把一项重大隐患拆成多条：
          {pieces.map(({ id: piece, number }) => (
            <Link key={piece} to={`/hazards/${piece}` as never} className="zb-import-link">
              {number}
            </Link>
          ))}
        </p>
      )}
    </Section>
  );
}
