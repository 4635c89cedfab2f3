import { useTitle } from '../shell/use-title.ts';
import { KeysSection } from './KeysSection.tsx';
import { PoliciesSection } from './PoliciesSection.tsx';
import { SessionSection } from './SessionSection.tsx';
import { WebhooksSection } from './WebhooksSection.tsx';

export function SettingsPage() {
  useTitle('Settings');
  return (
    <div className="page stack settings">
      <h1>Settings</h1>
      <PoliciesSection />
      <KeysSection />
      <WebhooksSection />
      <SessionSection />
    </div>
  );
}
