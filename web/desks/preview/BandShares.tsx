import { type BandCounts, PEERS_ASK } from '../../../schemas/desk-preview.ts';

const BANDS = ['high', 'medium', 'low'] as const;
const bandWords = { high: 'High', medium: 'Medium', low: 'Low' } as const;
const peers = { ...PEERS_ASK, low: 1 - PEERS_ASK.high - PEERS_ASK.medium };
const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;

/** The share of each band as a bar, and in words below what peers ask for. */
export function BandShares({ bands }: { bands: BandCounts }) {
  const total = bands.high + bands.medium + bands.low;
  const share = (band: (typeof BANDS)[number]) => (total === 0 ? 0 : bands[band] / total);
  return (
    <div className="band-shares">
      <BandBar shares={{ high: share('high'), medium: share('medium'), low: share('low') }} />
      <BandBar shares={peers} faint />
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Confidence</th>
            <th scope="col" className="end">
              Share
            </th>
            <th scope="col" className="end">
              Number
            </th>
            <th scope="col" className="end">
              Peers ask for
            </th>
          </tr>
        </thead>
        <tbody>
          {BANDS.map((band) => (
            <tr key={band}>
              <th scope="row">
                <span className="chip band" data-band={band}>
                  {bandWords[band]}
                </span>
              </th>
              <td className="end number">{percent(share(band))}</td>
              <td className="end number">{bands[band]}</td>
              <td className="end number quiet">{percent(peers[band])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BandBar({ shares, faint = false }: { shares: Record<(typeof BANDS)[number], number>; faint?: boolean }) {
  return (
    <div className="band-bar" data-faint={faint} aria-hidden="true">
      {BANDS.map((band) => (
        <span key={band} data-band={band} style={{ width: `${shares[band] * 100}%` }} />
      ))}
    </div>
  );
}
