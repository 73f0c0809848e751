import { newId } from '@zhiben/platform/domain/ids.ts';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Field, FormSection } from '@zhiben/platform/web/kit/form/Field.tsx';
import { FormDrawer } from '@zhiben/platform/web/kit/form/FormPage.tsx';
import { useNewId } from '@zhiben/platform/web/kit/form/use-new-id.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useConfirm, useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useMay } from '@zhiben/platform/web/session.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { addPeer, getKeys, type Peer, removePeer } from '../domain/keys.contract.ts';
import { ExchangeTabs } from './ExchangeTabs.tsx';

export default function KeysPage() {
  usePageTitle('密钥与对接平台');
  const { data, error, refetch } = useCall(getKeys, {});
  const mayConfigure = useMay('exchange:configure');
  const [isOpen, setIsOpen] = useState(false);
  const remove = useCommand(removePeer);
  const confirm = useConfirm();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const askRemove = ({ id, name }: Peer) =>
    confirm({
      title: `取消“${name}”的发送资格？`,
      consequence: '以后它发来的数据不再接收，已经收到的不变。可以重新登记它的公钥。',
      verb: '取消资格',
      irreversible: true,
      run: () => remove.run({ params: { id }, body: { commandId: newId() } }),
    });
  const add = mayConfigure && <Button onClick={() => setIsOpen(true)}>登记平台</Button>;
  return (
    <>
      <ExchangeTabs />
      <div className="zb-exchange">
        <header className="zb-exchange-head">
          <h1>密钥与对接平台</h1>
        </header>
        <Section title="本县">
          <Facts
            items={[
              {
                label: '签名公钥（Ed25519）',
                value: <code className="zb-exchange-hash">{data.publicKey}</code>,
                wide: true,
              },
              {
                label: '接收地址',
                value: <code className="zb-exchange-hash">{`${location.origin}${data.inboxPath}`}</code>,
                wide: true,
              },
            ]}
          />
          <p className="zb-form-lead">
            导出的文件和报送的数据都用本县私钥签名，对方用公钥核验。私钥只在服务器的密钥文件里，随数据一起备份。
          </p>
        </Section>
        <Section title="可以向本县发送的平台" actions={add}>
          {data.peers.length === 0 ? (
            <Empty title="还没有登记">登记对方的公钥后，对方签名发来的数据直接入库并得到回执。</Empty>
          ) : (
            <ul className="zb-exchange-rows">
              {data.peers.map((peer) => (
                <li key={peer.id}>
                  <span className="zb-exchange-line">{peer.name}</span>
                  <span>{`${peer.createdByName}，${sayInstant(peer.createdAt)}`}</span>
                  {mayConfigure && (
                    <Button size="small" onClick={() => askRemove(peer)}>
                      取消资格
                    </Button>
                  )}
                  <div className="zb-exchange-body">
                    <code className="zb-exchange-hash">{peer.publicKey}</code>
                  </div>
                </li>
              ))}
            </ul>
          )}
        </Section>
      </div>
      {isOpen && <PeerDrawer onDone={() => setIsOpen(false)} />}
    </>
  );
}

function PeerDrawer({ onDone }: { onDone: () => void }) {
  const id = useNewId();
  const add = useCommand(addPeer);
  const notice = useNotice();
  return (
    <FormDrawer
      open
      title="登记对接平台"
      lead="公钥请通过可靠的渠道当面或书面取得并核对，不要从邮件中直接复制。"
      schema={addPeer.body}
      extra={{ id }}
      initial={{}}
      submitLabel="登记平台"
      onCancel={onDone}
      onSubmit={async (body) => {
        await add.run({ body });
        notice('平台已登记');
        onDone();
      }}
    >
      <FormSection title="对方">
        <Field name="name" label="平台名称">
          <Input maxLength={60} />
        </Field>
        <Field name="publicKey" label="公钥" hint="Ed25519，base64url，43 个字符">
          <Input maxLength={43} />
        </Field>
      </FormSection>
    </FormDrawer>
  );
}
