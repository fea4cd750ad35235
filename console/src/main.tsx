import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Console } from './app/app.tsx';
import './app/base.css';
import './frame/form.css';
import './frame/frame.css';
import './queue/queue.css';
import './table/table.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
