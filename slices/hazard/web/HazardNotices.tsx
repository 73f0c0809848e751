import { Countdown } from '@zhiben/platform/web/kit/Countdown.tsx';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import {
  ADDRESSEE_NAMES,
  type HazardNotice,
  listHazardNotices,
  RUNG_NAMES,
  SIGNED_HOW_NAMES,
} from '../domain/hazard-notices.contract.ts';
import './plain-table.css';

/** 告知和签收 of a hazard: to whom, up to which rung, signed when and how. */
export function HazardNotices({ hazardId }: { hazardId: string }) {
  const { data } = useCall(listHazardNotices, { query: { hazardId } });
  if (!data || data.rows.length === 0) return null;
  const unsigned = data.rows.filter(({ signedAt }) => !signedAt).length;
  return (
    <Section title="告知和签收" note={unsigned > 0 ? `${unsigned} 份未签收` : '已全部签收'}>
      <table className="zb-plain-table">
        <thead>
          <tr>
            <th scope="col">告知对象</th>
            <th scope="col">送达</th>
            <th scope="col">签收</th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((notice) => (
            <tr key={notice.id}>
              <th scope="row">
                {ADDRESSEE_NAMES[notice.addressee]}
                <small>{notice.addresseeName}</small>
              </th>
              <td>
                {notice.rungs.map(({ rung, at, reached }) => (
                  <div key={rung}>
                    {RUNG_NAMES[rung]}
                    <small>
                      {sayInstant(at)}，{reached} 人
                    </small>
                  </div>
                ))}
              </td>
              <td>
                <Signature notice={notice} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Signature({ notice }: { notice: HazardNotice }) {
  const { signedAt, signedHow, signedName, signedNote, signDueOn } = notice;
  if (!signedAt || !signedHow) {
    return (
      <>
        <StatusTag label="未签收" tone="orange" /> <Countdown dueOn={signDueOn} brief />
      </>
    );
  }
  return (
    <>
      {SIGNED_HOW_NAMES[signedHow]}：{signedName}
      <small>
        {sayInstant(signedAt)}
        {signedNote && `，${signedNote}`}
      </small>
    </>
  );
}
