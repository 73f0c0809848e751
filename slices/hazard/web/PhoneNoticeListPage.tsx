import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { PhoneList } from '@zhiben/platform/web/phone/PhoneList.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { ADDRESSEE_NAMES, listHazardNotices, RUNG_NAMES } from '../domain/hazard-notices.contract.ts';

/** What waits to be signed by the enterprise, or to be served by the township. */
export default function PhoneNoticeListPage() {
  usePageTitle('告知签收');
  const serves = useMay('hazard:visit');
  return (
    <PhoneList
      label="告知"
      contract={listHazardNotices}
      query={{ waiting: serves ? 'visit' : 'sign' }}
      item={(notice) => ({
        id: notice.id,
        title: `${ADDRESSEE_NAMES[notice.addressee]} ${notice.addresseeName}`,
        note: `${notice.enterpriseName}：${notice.title}`,
        marks: (
          <>
            <Countdown dueOn={notice.signDueOn} brief /> {RUNG_NAMES[notice.rung]}
          </>
        ),
        path: `/m/notices/${notice.hazardId}/${notice.id}`,
      })}
      empty={{
        title: serves ? '没有要上门送达的告知' : '没有待签收的告知',
        children: serves ? '企业逾期未签收的告知列在这里。' : '认定为重大事故隐患后，告知列在这里。',
      }}
    />
  );
}
