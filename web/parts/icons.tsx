import type { ReactNode } from 'react';

function Icon({ className = '', children }: { className?: string | undefined; children: ReactNode }) {
  return (
    <svg
      className={`icon ${className}`}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

type IconProperties = { className?: string };

export const UploadIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="M10 13V4M6.5 7.5 10 4l3.5 3.5M3.5 12.5v2.5a1.5 1.5 0 0 0 1.5 1.5h10a1.5 1.5 0 0 0 1.5-1.5v-2.5" />
  </Icon>
);
export const FileIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="M5 2.5h6.5L15.5 6.5V17.5H5zM11.5 2.5V6.5h4M7.5 10.5h5M7.5 13.5h5" />
  </Icon>
);
export const TicketIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="M3 4.5h14v9H9.5L6 16.5v-3H3zM6.5 7.75h7M6.5 10.5h4.5" />
  </Icon>
);
export const CheckIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="m4 10.5 4 4 8-9" />
  </Icon>
);
export const CrossIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);
export const WarningIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="M10 3 2.5 16.5h15zM10 8.5v3.5M10 14.25v.1" />
  </Icon>
);
export const InfoIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <circle cx="10" cy="10" r="7.5" />
    <path d="M10 9v4.5M10 6.5v.1" />
  </Icon>
);
export const SunIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <circle cx="10" cy="10" r="3.5" />
    <path d="M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.600 14.600 16 16M4 16l1.4-1.4M14.600 5.4 16 4" />
  </Icon>
);
export const MoonIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="M16.5 12.200A7 7 0 0 1 7.800 3.5a7 7 0 1 0 8.700 8.700z" />
  </Icon>
);
export const PlusIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="M10 4v12M4 10h12" />
  </Icon>
);
export const MinusIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="M4 10h12" />
  </Icon>
);
export const PersonIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="M10 9.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.8 17a6.2 6.2 0 0 1 12.4 0" />
  </Icon>
);
export const UpIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="M10 15.5v-11M5.5 9 10 4.5 14.5 9" />
  </Icon>
);
export const DownIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="M10 4.5v11M5.5 11l4.5 4.5 4.5-4.5" />
  </Icon>
);
export const BoxIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="M3 6.5V3h3.5M13.5 3H17v3.5M17 13.5V17h-3.5M6.5 17H3v-3.5M7 8h6M7 11.5h4" />
  </Icon>
);
export const KeyboardIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="M2.5 5.5h15v9h-15zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 11.5h7" />
  </Icon>
);
export const UndoIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="M7.5 4 3.5 8l4 4M3.5 8H12a4.25 4.25 0 0 1 0 8.5H8.5" />
  </Icon>
);
export const RedoIcon = ({ className }: IconProperties) => (
  <Icon className={className}>
    <path d="m12.5 4 4 4-4 4M16.5 8H8a4.25 4.25 0 0 0 0 8.5h3.5" />
  </Icon>
);
