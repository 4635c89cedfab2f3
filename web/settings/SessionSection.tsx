import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { signOut } from '../api/session.ts';
import { forgetDevice } from '../on-device/forget-device.ts';
import { ProblemBox } from '../parts/ProblemBox.tsx';

export function SessionSection() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await forgetDevice();
      await navigate({ to: '/signed-out' });
      queries.clear();
    },
  });
  return (
    <section className="card pad stack" aria-label="Session">
      <h2>This browser</h2>
      <p className="quiet">
        Signing out ends the session here. A new sign-in link is needed to come back, and models that were kept on this
        device are removed.
      </p>
      {leave.isError && <ProblemBox problem={leave.error} />}
      <p>
        <button type="button" className="button" disabled={leave.isPending} onClick={() => leave.mutate()}>
          Sign out
        </button>
      </p>
    </section>
  );
}
