import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const HashIcon = () => (
  <Icon>
    <path d="M8 3 6 17M14 3l-2 14M3.5 7.5h14M2.5 12.5h14" />
  </Icon>
);
export const LockIcon = () => (
  <Icon>
    <path d="M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9M4.5 9h11v8h-11z" />
  </Icon>
);
export const BoltIcon = () => (
  <Icon>
    <path d="M11.5 2.5 4.5 11.5h5l-1 6 7-9h-5z" />
  </Icon>
);
export const SendIcon = () => (
  <Icon>
    <path d="M3 3.5 17.5 10 3 16.5l2-6.5zM5 10h6" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);
export const EyeIcon = () => (
  <Icon>
    <path d="M2 10c2-3.5 4.7-5.2 8-5.2s6 1.7 8 5.2c-2 3.5-4.7 5.2-8 5.2S4 13.5 2 10Z" />
    <circle cx="10" cy="10" r="2.3" />
  </Icon>
);
export const ThreadIcon = () => (
  <Icon>
    <path d="M3 4.5h14v9H9.5L6 16.5v-3H3zM6.5 7.8h7M6.5 10.5h4.5" />
  </Icon>
);
export const ArrowDownIcon = () => (
  <Icon>
    <path d="M10 3.5v13M4.5 11l5.5 5.5 5.5-5.5" />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon>
    <path d="m6 12.5 4-4 4 4" />
  </Icon>
);
export const PortalIcon = () => (
  <Icon>
    <rect x="2.5" y="3.5" width="15" height="13" rx="1.5" />
    <path d="M12 3.5v13" />
  </Icon>
);
export const WarningIcon = () => (
  <Icon>
    <path d="M10 3 2.5 16.5h15zM10 8v4M10 14.3v.2" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon>
    <circle cx="9" cy="9" r="5.2" />
    <path d="m13 13 4.2 4.2" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon>
    <path d="m4.5 10.5 3.5 3.5 7.5-8" />
  </Icon>
);
