import { EffectView } from './EffectView.tsx';

/** In the file of an enterprise. */
export default function EnterpriseEffect({ enterpriseId }: { enterpriseId: string }) {
  return <EffectView enterpriseId={enterpriseId} within />;
}
