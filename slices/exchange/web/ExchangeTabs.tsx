import { Link } from '@tanstack/react-router';
import './exchange.css';

const TABS = [
  ['/exchange', '收到的批次'],
  ['/exchange/holdings', '可报送'],
  ['/exchange/sending', '报送'],
  ['/exchange/companies', '企业编码'],
  ['/exchange/keys', '密钥与对接平台'],
] as const;

/** The parts of the exchange beside each other. */
export function ExchangeTabs() {
  return (
    <nav className="zb-exchange-tabs" aria-label="数据交换">
      {TABS.map(([path, label]) => (
        <Link key={path} to={path as never} activeOptions={{ exact: true }}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
