import { localDate } from '@zhiben/platform/domain/clock.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { monthSchema } from '@zhiben/slices/hazard/domain';
import { z } from 'zod';
import { yearSchema } from '../domain/annual.contract.ts';
import { AnnualListing } from './AnnualListing.tsx';
import { MonthlyCircular } from './MonthlyCircular.tsx';
import './supervision.css';

const place = z.object({ month: monthSchema, year: yearSchema }).partial();

/** 月通报、年挂牌 of the committee office: what is told of a month, and which majors are listed in a year. */
export default function AnnualPage() {
  usePageTitle('月通报与年度挂牌');
  const [state, setPlace] = useUrlState(place);
  const today = localDate(new Date());
  const { month = today.slice(0, 7), year = Number(today.slice(0, 4)) } = state;
  return (
    <div className="zb-form-page zb-super-annual">
      <h1>月通报与年度挂牌</h1>
      <p className="zb-form-lead">
        每月通报一次重大事故隐患排查治理情况，每年挂牌督办一批。数据取自台账，点数字看对应的隐患。
      </p>
      <MonthlyCircular month={month} today={today} onMonth={(value) => void setPlace({ month: value })} />
      <AnnualListing year={year} today={today} onYear={(value) => void setPlace({ year: value })} />
    </div>
  );
}
