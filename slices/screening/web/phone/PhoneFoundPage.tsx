import { useNavigate, useSearch } from '@tanstack/react-router';
import { Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useSession } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';

import { ThreeFields } from './ThreeFields.tsx';
import { usePack } from './use-pack.ts';
import './phone-screening.css';

/** 报问题: noticed outside any task. Three fields, under 20 seconds; it becomes a hazard when it arrives. */
export default function PhoneFoundPage() {
  usePageTitle('报问题');
  const { pack } = usePack();
  if (pack === undefined) return <Loading />;
  // Without a pack too: what is wrong here must not wait for a network.
  return <Found units={pack?.units ?? []} />;
}

function Found({ units }: { units: readonly { readonly id: string; readonly name: string }[] }) {
  const { userId } = useSession();
  const { unit: unitId, again } = useSearch({ strict: false }) as { unit?: string; again?: string };
  const unit = units.find(({ id }) => id === unitId);
  const navigate = useNavigate();
  return (
    <ThreeFields
      kind="finding"
      draftKey={`finding.${userId}.${unit?.id ?? ''}`}
      again={again ?? null}
      title={(words) => `报问题：${words}`}
      path="/m/screening/finding"
      usualPlace={unit?.name ?? ''}
      submitLabel="提交问题"
      bodyOf={({ words, place, fixedNow }, files) => ({ words, place, fixedNow, files, unitId: unit?.id ?? null })}
      withFixed
      onKept={() => void navigate({ to: '/m/screening', replace: true } as never)}
    />
  );
}
