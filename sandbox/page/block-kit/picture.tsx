import { useState } from 'react';
import { plainText } from './text-object.tsx';

/** A picture by its address; its alt text is shown when it cannot be loaded, as in a sandbox without network. */
export function Picture({ url, alt, className }: { url: string; alt: string; className: string }) {
  const [broken, setBroken] = useState(false);
  if (broken || !/^https?:\/\//.test(url))
    return (
      <span className={`${className} bk-picture-missing`} role="img" aria-label={alt} title={url}>
        {alt}
      </span>
    );
  return <img className={className} src={url} alt={alt} referrerPolicy="no-referrer" onError={() => setBroken(true)} />;
}

/** An image block: its title, then the picture. */
export function ImageBlock({
  url,
  alt,
  title,
}: {
  url: string;
  alt: string;
  title?: { text: string; emoji?: boolean };
}) {
  return (
    <figure className="bk-image">
      {title ? <figcaption>{plainText(title)}</figcaption> : null}
      <Picture url={url} alt={alt} className="bk-picture" />
    </figure>
  );
}
