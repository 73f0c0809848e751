import { GradeTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { LEVEL_NAMES, LEVELS, type Level } from '../domain/risk.terms.ts';

export function RiskLevel({ level }: { level: Level | null }) {
  return level ? <GradeTag level={level} label={LEVEL_NAMES[level]} /> : <span className="zb-absent">未评价</span>;
}

/** How many of each grade, gravest first; grades without any are left out. */
export function LevelCounts({ counts }: { counts: Record<Level | 'ungraded', number> }) {
  const shown = LEVELS.filter((level) => counts[level] > 0);
  return (
    <>
      {shown.map((level) => (
        <GradeTag key={level} level={level} label={`${LEVEL_NAMES[level]} ${counts[level].toLocaleString('zh-CN')}`} />
      ))}
      {counts.ungraded > 0 && <span className="zb-absent">未评价 {counts.ungraded.toLocaleString('zh-CN')}</span>}
    </>
  );
}
