import { sayAgo, sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { endOtherSessions, endOwnSession, listOwnSessions } from '../domain/account.contract.ts';
import { sayDevice } from './say-device.ts';

/** Where one is signed in, and the way to end what one does not recognise. */
export function OwnSessions() {
  const notice = useNotice();
  const { data, error, refetch } = useCall(listOwnSessions, {});
  const end = useCommand(endOwnSession);
  const endOthers = useCommand(endOtherSessions);
  const others = data?.rows.filter(({ current }) => !current).length ?? 0;
  return (
    <Section
      title="登录的设备"
      note={data && `${data.rows.length} 处`}
      actions={
        others > 0 && (
          <button
            type="button"
            className="zb-link"
            onClick={() => void endOthers.run({}).then(({ ended }) => notice(`已结束其他 ${ended} 处登录`))}
          >
            结束其他全部登录
          </button>
        )
      }
    >
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading rows={2} />}
      <ul className="zb-account-sessions">
        {data?.rows.map(({ id, userAgent, ip, lastSeenAt, current }) => (
          <li key={id}>
            <div>
              {sayDevice(userAgent)}
              {current && '（当前）'}
              <small>
                最近使用 {sayInstant(lastSeenAt)}（{sayAgo(lastSeenAt, new Date())}），网络地址 {ip}
              </small>
            </div>
            {!current && (
              <button
                type="button"
                className="zb-link"
                aria-label={`结束 ${sayDevice(userAgent)} 上的登录`}
                onClick={() => void end.run({ params: { id } })}
              >
                结束
              </button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
