export function Loading({ what }: { what: string }) {
  return (
    <p className="loading quiet" role="status">
      <span className="spinner" aria-hidden="true" />
      Loading {what}…
    </p>
  );
}
