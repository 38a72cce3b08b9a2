const COLOURS = 8;

/** Initials on a colour that stays the same for an id; decoration, since the name is next to it. */
export function Avatar({ id, name, app = false }: { id: string; name: string; app?: boolean }) {
  const colour = [...id].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % COLOURS;
  const initials = name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();
  return (
    <span className={app ? 'avatar avatar-app' : `avatar avatar-${colour}`} aria-hidden="true">
      {initials}
    </span>
  );
}
