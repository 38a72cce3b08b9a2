import { SearchIcon } from '../icons.tsx';

interface FilterFieldProps {
  label: string;
  typed: string;
  onType(typed: string): void;
}

/** A field that narrows the list below it. */
export function FilterField({ label, typed, onType }: FilterFieldProps) {
  return (
    <div className="filter">
      <label className="search">
        <SearchIcon />
        <span className="unseen">{label}</span>
        <input
          type="search"
          value={typed}
          placeholder={label}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || typed === '') return;
            event.preventDefault();
            onType('');
          }}
        />
      </label>
    </div>
  );
}
