import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { industryName } from '@zhiben/slices/enterprise/domain';
import { Drawer, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { CheckItem, LibraryChecklist } from '../domain/checklist.contract.ts';
import { Labelled } from './Labelled.tsx';
import { PickItems } from './PickItems.tsx';
import { useChecklistLibrary } from './use-checklist-library.ts';

interface Props {
  /** The enterprise's industry of supervision; its lists come first. */
  readonly industry: string;
  readonly held: ReadonlySet<string>;
  readonly onAdd: (items: readonly CheckItem[], from: LibraryChecklist) => void;
  readonly onClose: () => void;
}

/** The checklist library: an industry, a job, and what is looked at there. */
export function LibraryDrawer(props: Props) {
  const { data, error, refetch } = useChecklistLibrary();
  return (
    <Drawer open title="从清单库添加" onClose={props.onClose} size={640} destroyOnHidden>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading label="正在加载清单库" />}
      {data && <Choose lists={data.rows} {...props} />}
    </Drawer>
  );
}

function Choose({ lists, industry, held, onAdd }: Props & { lists: readonly LibraryChecklist[] }) {
  const sorted = useMemo(() => sortByIndustry(lists, industry), [lists, industry]);
  const [kind, setKind] = useState(sorted[0]?.industry ?? '');
  const ofKind = sorted.filter((one) => one.industry === kind);
  const [code, setCode] = useState(ofKind[0]?.code ?? '');
  const list = ofKind.find((one) => one.code === code) ?? ofKind[0];
  const kinds = [...new Map(sorted.map((one) => [one.industry, one.industryName]))];
  const hasOwn = lists.some(({ industries }) => industries.includes(industry));
  return (
    <div className="zb-scr-stack">
      {!hasOwn && (
        <p className="zb-scr-note">
          清单库没有“{industryName(industry)}
          ”的清单：判定标准库没有收录这个行业的判定标准，不宜凭印象编写。可以参照相近行业的，也可以由管控措施生成或自己逐项编写。
        </p>
      )}
      <div className="zb-scr-row">
        <Labelled label="行业">
          <Select
            value={kind}
            showSearch={{ optionFilterProp: 'label' }}
            options={kinds.map(([value, label]) => ({ value, label }))}
            onChange={setKind}
          />
        </Labelled>
        <Labelled label="清单">
          <Select
            value={list?.code ?? null}
            options={ofKind.map(({ code: value, name }) => ({ value, label: name }))}
            onChange={setCode}
          />
        </Labelled>
      </div>
      {list && (
        <PickItems
          key={list.code}
          items={list.items}
          held={held}
          note={
            list.items.some(({ measureId }) => measureId !== null)
              ? '清单库是参考：请删去不涉及的，补上本单位特有的。与本单位风险清单一致的，已自动对应管控措施。'
              : '清单库是参考：请删去不涉及的，补上本单位特有的。'
          }
          onAdd={(items) => onAdd(items, list)}
        />
      )}
    </div>
  );
}

/** Those of the industry first, in the order of the library otherwise. */
export function sortByIndustry(lists: readonly LibraryChecklist[], industry: string): LibraryChecklist[] {
  const fits = ({ industries }: LibraryChecklist) => (industries.includes(industry) ? 0 : 1);
  return [...lists].sort((a, b) => fits(a) - fits(b));
}
