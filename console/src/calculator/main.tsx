import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyPalette } from '../app/palette.ts';
import { CalculatorPage } from './calculator-page.tsx';
import '../app/base.css';
import './calculator.css';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const followTheme = () => applyPalette(dark.matches ? 'dark' : 'light');
followTheme();
dark.addEventListener('change', followTheme);

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <CalculatorPage />
  </StrictMode>,
);
