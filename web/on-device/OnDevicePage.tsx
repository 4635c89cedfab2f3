import { DOCUMENTS } from '../../schemas/policy.ts';
import { Loading } from '../parts/Loading.tsx';
import { ProblemBox } from '../parts/ProblemBox.tsx';
import { useTitle } from '../shell/use-title.ts';
import { PdfTrial } from './PdfTrial.tsx';
import { SkillTable } from './SkillTable.tsx';
import { TextTrial } from './TextTrial.tsx';
import { useDevice } from './use-device.ts';

/** Tickets and PDF documents, decided in the browser by the models that the service runs. */
export function OnDevicePage() {
  useTitle('On this device');
  const device = useDevice();
  const { shelf, offered, isAway } = device;
  const usable = shelf.data?.skills.filter(({ state }) => state !== 'absent') ?? [];
  const desks = usable.filter(({ name }) => name !== DOCUMENTS);
  return (
    <div className="page stack">
      <h1>On this device</h1>
      <p className="lead">
        Here tickets and PDF documents are decided in this browser, by the same models as in the service: nothing of
        them is sent or stored. What you keep on this device works without a network too.
      </p>
      <p className="quiet">
        You see what a specialist decides by itself, and what each bound on whole documents that a policy can ask for
        makes of it. The policy of the desk, what is remembered of suppliers and orders, and larger models have no say
        here; scans and pictures are not read.
      </p>
      {isAway && (
        <p className="notice" role="status">
          The service does not answer. What is kept on this device works all the same.
        </p>
      )}
      {offered.isError && !isAway && <ProblemBox problem={offered.error} onRetry={() => void offered.refetch()} />}
      {shelf.isError && <ProblemBox problem={shelf.error} onRetry={() => void shelf.refetch()} />}
      {shelf.isPending ? <Loading what="what this device keeps" /> : <SkillTable device={device} />}
      <TextTrial device={device} desks={desks} />
      <PdfTrial device={device} isReady={usable.some(({ name }) => name === DOCUMENTS)} />
    </div>
  );
}
