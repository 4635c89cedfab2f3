/** A secret that is shown only now. */
export function OnceShown({ what, secret }: { what: string; secret: string }) {
  return (
    <p className="once-shown" role="status">
      <strong>{what}, shown only this once:</strong>
      <code>{secret}</code>
    </p>
  );
}
