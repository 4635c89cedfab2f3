export function Brand() {
  return (
    <>
      <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="7" className="brand-ground" />
        <path d="M9 6h14v20l-2.3-1.6L18.3 26 16 24.4 13.7 26l-2.4-1.6L9 26z" className="brand-slip" />
        <path d="M12 11h8M12 15h8M12 19h5" className="brand-lines" />
      </svg>
      <span>Docket</span>
    </>
  );
}
