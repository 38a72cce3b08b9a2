import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/shell.css';
import { openWebSocket } from './live/web-socket.ts';
import { createLive } from './live.ts';
import { App } from './shell/app.tsx';

const place = document.getElementById('page');
if (!place) throw new Error('index.html has no place for the page');

createRoot(place).render(<App live={createLive(openWebSocket)} />);
