'use strict';
// Before the first paint: a page that turns dark a moment later blinds whoever opens it at night.
{
  const kept = localStorage.getItem('theme');
  if (kept === 'dark' || kept === 'light') document.documentElement.dataset.theme = kept;
}
